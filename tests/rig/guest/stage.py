"""What most scenarios begin with: a formatted disk, an older take on it, and sound that knows its place."""

from pathlib import Path

from guest import disks, pattern, recorder

CHANNELS = 16
SOUND = Path("/run/sound")
OLDER_SECONDS = 1


def sound(channels: int = CHANNELS, seconds: float = 20, bits: int = 32) -> str:
    """A folder of sound that plays in real time as an interface; its name for --device."""
    folder = SOUND / f"{channels}x{bits}"
    if not folder.exists():
        folder.mkdir(parents=True)
        pattern.write_wav(folder / "sound.wav", channels, seconds, bits)
    return f"files:{folder}"


def session_with_older_take(folder: Path = disks.DISK, device: str | None = None) -> Path:
    """A session that already holds T1, which nothing may touch from here on."""
    session = folder / "session"
    answer = recorder.record(session, device or sound(), "--seconds", OLDER_SECONDS, "--speed", "max").wait()
    if answer.exit_code != 0:
        raise RuntimeError(f"the older take: {answer.sentence}")
    return session
