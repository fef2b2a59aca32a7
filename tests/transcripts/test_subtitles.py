import pytest

from aanbod.transcripts.subtitles import read
from aanbod.transcripts.unreadable import UnreadableError

VTT = """WEBVTT - gesprek
Kind: captions

NOTE dit is
een opmerking

STYLE
::cue { color: red }

1
00:00:01.000 --> 00:00:03.000 align:start
<v Fatima>We koken elke vrijdag
samen &amp; eten</v>

2
00:00:03.500 --> 00:00:05.000
<v Fatima>met de hele buurt.</v>

00:05.500 --> 00:07.000
<v.luid Jan de Wit><i>En</i> wie <00:06.000>betaalt dat?</v>
<v Fatima>De wijk.</v>
"""
SRT = """1\r
00:00:01,000 --> 00:00:03,000\r
Ouder 2: we hebben een moestuin\r
\r
2\r
00:00:03,500 --> 00:00:05,000\r
{\\an8}met bakken langs het hek\r
\r
3\r
00:00:09,000 --> 00:00:11,000\r
- I: Wie verzorgt die?\r
"""


def test_webvtt() -> None:
    assert read(VTT.encode(), "a.vtt") == (
        "Fatima: We koken elke vrijdag samen & eten met de hele buurt.\n\n"
        "Jan de Wit: En wie betaalt dat?\n\nFatima: De wijk."
    )


def test_subrip() -> None:
    assert read(SRT.encode("utf-8-sig"), "a.srt") == (
        "Ouder 2: we hebben een moestuin met bakken langs het hek\n\nI: Wie verzorgt die?"
    )


def cues(*parts: tuple[int, int, str]) -> bytes:
    return "\n\n".join(f"00:00:{start:02}.000 --> 00:00:{end:02}.000\n{text}" for start, end, text in parts).encode()


def test_without_names_a_pause_after_a_sentence_ends_a_paragraph() -> None:
    data = cues((0, 2, "We koken"), (6, 8, "elke vrijdag."), (8, 9, "En dan?"), (12, 14, "Soep."))
    assert read(data, "a.vtt") == "We koken elke vrijdag. En dan?\n\nSoep."


@pytest.mark.parametrize("text", ["We doen dit: koken", "om 10: dan", "http://voorbeeld.nl is: weg"])
def test_a_colon_in_a_sentence_names_nobody(text: str) -> None:
    assert read(cues((0, 1, "Fatima: ja"), (1, 2, text)), "a.srt") == f"Fatima: ja {text}"


def test_repeated_lines_of_rolling_captions() -> None:
    assert read(cues((0, 1, "We koken"), (1, 2, "We koken"), (2, 3, "elke dag")), "a.srt") == "We koken elke dag"


def test_no_empty_lines_between_cues() -> None:
    data = b"1\n00:00:01,000 --> 00:00:02,000\nsoep\n2\n00:00:02,000 --> 00:00:03,000\nen brood\n"
    assert read(data, "a.srt") == "soep en brood"


@pytest.mark.parametrize("data", [b"WEBVTT\n\n", b"zomaar tekst", b"WEBVTT\n\n00:01.000 --> 00:02.000\n\n"])
def test_without_cues(data: bytes) -> None:
    with pytest.raises(UnreadableError, match=r"a\.vtt: there are no subtitles in it"):
        read(data, "a.vtt")
