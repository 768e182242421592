"""Where the codebooks and the example study that ship with qualcode lie, in a wheel and in a checkout alike."""

from pathlib import Path

from qualcode.errors import QualcodeError

_HERE = Path(__file__).resolve().parent


def shipped(name: str) -> Path:
    """The path of a shipped file or folder, such as `codebooks/value-creation.yaml`.

    Raises QualcodeError when the installation lacks it.
    """
    for root in (_HERE / "shipped_data", _HERE.parent):
        if (root / name).exists():
            return root / name
    raise QualcodeError(
        f"This installation of qualcode lacks “{name}”.",
        hint="Install it anew: pipx reinstall qualcode",
    )
