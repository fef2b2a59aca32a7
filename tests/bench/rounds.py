"""What a contestant took, round by round."""

import statistics
from dataclasses import dataclass, field


@dataclass
class Rounds:
    """Seconds of one contestant, round by round, and the most megabytes that it took."""

    seconds: list[float] = field(default_factory=list)
    megabytes: float = 0.0

    def add(self, seconds: float, megabytes: float = 0.0) -> None:
        self.seconds.append(seconds)
        self.megabytes = max(self.megabytes, megabytes)

    @property
    def median(self) -> float:
        return statistics.median(self.seconds)

    def over(self, other: "Rounds") -> str:
        """How many times the other, as the median of the rounds with the lowest and the highest."""
        ratios = sorted(mine / its for mine, its in zip(self.seconds, other.seconds, strict=True))
        return f"{statistics.median(ratios):.2f} ({ratios[0]:.2f}–{ratios[-1]:.2f})"
