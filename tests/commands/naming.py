"""Who the sample study names, and whether a file names them; for tests of what leaves under pseudonyms."""

import io
import re
import zipfile
from collections.abc import Iterator
from pathlib import Path

from aanbod.codebook.model import Codebook

# Read in the transcripts by hand, so that it does not follow from what the program finds. Names that are ordinary
# words too (Wil, Ster, Hans) are left out: they stand in texts as such.
_READ = """
Aartsma Achmed Achterberg Agnes Amira Amraoui Anneke Annelies Annelot Annemiek Anouk Arno Asante Ayoub Azzouzi Belkadi
Belkadri Bernadette Bilal Blessing Boaz Bram Brinkhof Carlijn Casper Chantal Chayenne Corrie Coster Damian Delano
Demircan Dewi Dijkgraaf Dion Dounia Driss Dunya Dylan Embden Esma Esmee Esra Fabiënne Faerbers Farida Fatiha Fatma
Fausto Femke Fenna Ferdi Fleur Gerda Gert-Jan Gladys Gülay Gülcan Gülsüm Hadi Halima Hamid Hanneke Harun Hasret
Haverkort Hengelaar Hennie Henriëtte Ibtissam Idrissi Ilja Ilse Ilyas Imran Inaya Ineke Ismaël Isra Ivana Jamila
Jayden Jaylano Jermain Jermaine Jerrel Jesper Joke Jolanda Jolande Joost Jorinde Joris Josephine Kacper Karim Katinka
Kensmiel Kevin Kiano Koen Kofi Lanting Latifa Levi Lianne Lidwien Loon Lotte Lucinda Maaskant Margreet Marieke Marijke
Marjan Marjolein Marleen Marlies Marloes Marlous Marwan Mehdi Menno Meryem Mirjam Mirte Mirthe Monique Mourad Nadia
Nadir Nadira Naima Nijenhof Nilgün Noura Okan Okke Ommeland Oosterwoud Osman Ouassim Overgaauw Pascal Paulien Petra
Pinasso Pleun Postma Priscilla Priya Quincy Rachid Rachida Ramdhanie Ramdin Rayan Redouan Rianne Roel Rojhat Romy Ruth
Ruud Samira Sanna Saskia Selam Selma Senna Sevda Shanelle Sharda Sharmila Sietse Sietske Sjors Sjoukje Slagveer Soraya
Stijn Sönmezer Tamminga Tarik Terpstra Tessel Thirza Tineke Tirza Tjeerd Tjerk Tjin Tobias Tuana Tuindersma Tygo Vroom
Wendelien Wendeline Wiegel Wieke Wieringaard Wietske Winston Wouter Yaghmouri Yara Youssef Yusuf Yusra Ümmühan
"""
PEOPLE = _READ.split()
_PEOPLE = re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, PEOPLE))})(?!\w)")
_APART = re.compile(r"[\W_]+")


def parts(content: bytes) -> Iterator[str]:
    """A file as text; of a zip every part with its name."""
    if content[:2] == b"PK":
        archive = zipfile.ZipFile(io.BytesIO(content))
        for name in archive.namelist():
            yield name
            yield from parts(archive.read(name))
    else:
        yield content.decode("utf-8", "replace")


def named(content: bytes | str, book: Codebook, more: tuple[str, ...] = ()) -> set[str]:
    """The schools, people and `more` that a file or a text names, in whatever spelling of a school's name."""
    found: set[str] = set()
    schools = {name: _APART.sub(" ", name.casefold()).strip() for case in book.cases for name in (case.id, *case.also)}
    for text in parts(content) if isinstance(content, bytes) else [content]:
        found |= set(_PEOPLE.findall(text))
        found |= {name for name in more if name in text}
        plain = _APART.sub(" ", f" {text.casefold()} ")
        joined = plain.replace(" ", "")
        for school, words in schools.items():
            if f" {words} " in plain or (" " in words and words.replace(" ", "") in joined):
                found.add(school)
    return found


def files(folder: Path) -> Iterator[Path]:
    yield from (path for path in sorted(folder.rglob("*")) if path.is_file())
