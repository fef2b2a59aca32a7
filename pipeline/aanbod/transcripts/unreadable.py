"""The one error of this package: a file that cannot become a transcript."""

from aanbod.errors import AanbodError, Fault


class UnreadableError(AanbodError):
    """A file that cannot be read as a transcript; `fault` says the same for a list of faults."""

    def __init__(self, file: str, message: str, remedy: str, line: int = 0) -> None:
        self.fault = Fault(file=file, line=line, path="", message=message, remedy=remedy)
        place = f"{file}:{line}" if line else file
        super().__init__(f"{place}: {message} {remedy}")
