"""A picture of how time and memory grow: small panels, two lines each, as plain SVG."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

_WIDTH, _HEIGHT, _MARGIN = 230, 130, 34
_LINES = (("#1f5fa8", "ms a text", 1000), ("#b3541e", "MB", 1))


@dataclass
class Panel:
    """Time a text and memory for growing numbers of something."""

    of: str
    points: list[tuple[int, float, float]] = field(default_factory=list)

    def add(self, x: int, seconds: float, megabytes: float) -> None:
        self.points.append((x, seconds, megabytes))


def write_picture(path: Path, panels: Sequence[Panel]) -> None:
    """Every line has its own scale, from zero; each point says its value."""
    width, height = len(panels) * (_WIDTH + 2 * _MARGIN), _HEIGHT + 3 * _MARGIN
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}"',
        ' font-family="sans-serif" font-size="10">',
        f'<rect width="{width}" height="{height}" fill="white"/>',
    ]
    for place, panel in enumerate(panels):
        parts.append(f'<g transform="translate({place * (_WIDTH + 2 * _MARGIN) + _MARGIN} {_MARGIN})">')
        parts += [*_panel(panel), "</g>"]
    path.write_text("\n".join([*parts, "</svg>"]) + "\n", encoding="utf-8")


def _panel(panel: Panel) -> list[str]:
    step = _WIDTH / max(len(panel.points) - 1, 1)
    across = [round(number * step) for number in range(len(panel.points))]
    made = [f'<path d="M0 {_HEIGHT}H{_WIDTH}" stroke="#888"/>']
    for x, (number, _, _) in zip(across, panel.points, strict=True):
        made.append(f'<text x="{x}" y="{_HEIGHT + 14}" text-anchor="middle">{number:,}</text>')
    made.append(f'<text x="{_WIDTH / 2}" y="{_HEIGHT + 30}" text-anchor="middle" fill="#444">{panel.of}</text>')
    lines = [[factor * point[1 + line] for point in panel.points] for line, (_, _, factor) in enumerate(_LINES)]
    heights = [[round(_HEIGHT * (1 - 0.9 * value / max(values))) for value in values] for values in lines]
    for line, (colour, unit, _) in enumerate(_LINES):
        made.append(f'<text x="{90 * line}" y="-20" fill="{colour}">{unit}</text>')
        corners = " ".join(f"{x},{y}" for x, y in zip(across, heights[line], strict=True))
        made.append(f'<polyline points="{corners}" fill="none" stroke="{colour}" stroke-width="1.5"/>')
        for place, (x, y, value) in enumerate(zip(across, heights[line], lines[line], strict=True)):
            made.append(f'<circle cx="{x}" cy="{y}" r="2.5" fill="{colour}"/>')
            other = heights[1 - line][place]
            beside = y - 5 if (y, line) < (other, 1 - line) else y + 12  # the number of the upper line above it
            made.append(f'<text x="{x}" y="{beside}" text-anchor="middle" fill="{colour}">{value:.3g}</text>')
    return made
