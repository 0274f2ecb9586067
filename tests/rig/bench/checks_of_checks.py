"""The bench's own judges, tried on files whose faults are known: a check that cannot fail proves nothing."""

import struct
import tempfile
import unittest
from pathlib import Path

import numpy

from bench.results import Results
from bench.scenario import Outcome, Scenario
from guest import pattern, takes

CHANNELS = 2
PLAYED_FRAMES = 4000


def write_track(path: Path, words: numpy.ndarray, bits: int = 32, missing_bytes: int = 0) -> None:
    """A mono WAV file of 48 kHz; its header may tell of more than there is."""
    width = bits // 8
    sound = words.astype(numpy.uint32).view(numpy.uint8).reshape(-1, 4)[:, 4 - width:].tobytes()
    header = b"RIFF" + struct.pack("<I", 36 + len(sound)) + b"WAVEfmt " + struct.pack(
        "<IHHIIHH", 16, 1, 1, 48000, 48000 * width, width, bits) + b"data" + struct.pack("<I", len(sound))
    path.write_bytes(header + sound[:len(sound) - missing_bytes])


class Takes(unittest.TestCase):
    """What `guest.takes` says of takes that are right and of takes that are not."""

    def setUp(self):
        self.folder = tempfile.TemporaryDirectory()
        self.session = Path(self.folder.name)
        (self.session / "takes" / "T0001").mkdir(parents=True)

    def tearDown(self):
        self.folder.cleanup()

    def write(self, channel: int, *stretches: numpy.ndarray, **how) -> int:
        words = numpy.concatenate(stretches)
        write_track(self.session / "takes" / "T0001" / f"{channel}.wav", words, **how)
        return len(words)

    def broken_take(self, **expected) -> list:
        outcome = Outcome()
        takes.check_take(outcome, self.session, 1, CHANNELS, **expected)
        return outcome.broken

    def broken_gap(self, truly_missing: int, told: int, is_exact: bool, told_at: int = PLAYED_FRAMES, silent: int | None = None) -> list:
        for channel in range(CHANNELS):
            frames = self.write(
                channel, pattern.samples(100, PLAYED_FRAMES, CHANNELS, channel), numpy.zeros(told if silent is None else silent, numpy.uint32),
                pattern.samples(100 + PLAYED_FRAMES + truly_missing, 500, CHANNELS, channel))
        dropout = {"startFrame": told_at, "frames": told, "exact": is_exact, "cause": "overrun"}
        outcome = Outcome()
        takes.check_gaps(outcome, self.session, {"number": 1, "frames": frames, "dropouts": [dropout] if told else []}, CHANNELS)
        return outcome.broken

    def test_a_whole_take_holds_in_every_format(self):
        for bits in (24, 32):
            for channel in range(CHANNELS):
                self.write(channel, pattern.samples(70, PLAYED_FRAMES, CHANNELS, channel), bits=bits)
            self.assertEqual(self.broken_take(frames=PLAYED_FRAMES, first_frame=70), [])
            self.assertEqual(takes.first_frame(takes.read_track(takes.tracks_of(self.session, 1)[0]), CHANNELS), 70)

    def test_one_wrong_sample_is_seen(self):
        for channel in range(CHANNELS):
            words = pattern.samples(0, PLAYED_FRAMES, CHANNELS, channel)
            words[617] ^= 1
            self.write(channel, words)
        self.assertIn("the first from frame 617", " ".join(self.broken_take()))

    def test_a_missing_frame_a_short_track_and_a_missing_track_are_seen(self):
        self.write(0, pattern.samples(0, PLAYED_FRAMES, CHANNELS, 0))
        self.assertIn("1 tracks of 2", " ".join(self.broken_take()))
        self.write(1, pattern.samples(0, PLAYED_FRAMES - 1, CHANNELS, 1))
        self.assertIn("different lengths", " ".join(self.broken_take()))
        self.write(1, pattern.samples(0, 500, CHANNELS, 1), pattern.samples(501, PLAYED_FRAMES - 500, CHANNELS, 1))
        self.assertIn("the first from frame 500", " ".join(self.broken_take()))

    def test_a_header_that_tells_of_more_than_there_is_is_seen(self):
        self.write(0, pattern.samples(0, PLAYED_FRAMES, CHANNELS, 0), missing_bytes=4)
        self.assertRaises(takes.NotWhole, takes.read_track, takes.tracks_of(self.session, 1)[0])

    def test_a_true_gap_holds(self):
        self.assertEqual(self.broken_gap(300, 300, is_exact=True), [])
        self.assertEqual(self.broken_gap(300, 400, is_exact=False), [])

    def test_a_gap_that_is_wrong_untold_or_misplaced_is_seen(self):
        self.assertIn("300 are missing", " ".join(self.broken_gap(300, 301, is_exact=True)))
        self.assertIn("300 are missing", " ".join(self.broken_gap(300, 600, is_exact=False)))
        self.assertIn("not what was played", " ".join(self.broken_gap(300, 0, is_exact=True, silent=300)))
        self.assertIn("not silent", " ".join(self.broken_gap(300, 300, is_exact=True, told_at=PLAYED_FRAMES - 1)))
        self.assertIn("not what was played", " ".join(self.broken_gap(300, 300, is_exact=True, told_at=PLAYED_FRAMES + 1)))


class Figures(unittest.TestCase):
    """How rounds become a row."""

    def test_the_worst_of_all_rounds_is_kept(self):
        outcome = Outcome()
        outcome.measure(missing_s=1, least_named=3)
        outcome.measure(missing_s=0.5, least_named=5)
        self.assertEqual(outcome.figures, {"missing_s": 1, "least_named": 3})

    def test_what_an_earlier_program_did_is_shown_as_that_until_this_one_is_tried(self):
        row = Scenario("a", "", "", "{missing_s:.0f} s", {"usual": 1, "long": 1}, 1, None)
        with tempfile.TemporaryDirectory() as folder:
            file = Path(folder, "results")
            Results(file, "first").add(row, 1, Outcome(figures={"missing_s": 1}))
            Results(file, "second").add(row, 1, Outcome(figures={"missing_s": 2}, broken=["it broke"]))
            newest = Results(file, "third")
            shown = newest.row(row)
            self.assertEqual((shown.is_earlier, shown.is_held, shown.measured), (True, False, "2 s"))
            newest.add(row, 1, Outcome(figures={"missing_s": 3}))
            shown = Results(file, "third").row(row)
            self.assertEqual((shown.is_earlier, shown.is_held, shown.measured), (False, True, "3 s"))

    def test_a_broken_round_does_not_hold(self):
        outcome = Outcome(trials=4)
        self.assertEqual(outcome.held_trials, 4)
        outcome.require(False, "it broke")
        self.assertEqual(outcome.held_trials, 0)


def run() -> tuple[int, list[str]]:
    """Tries all of them; how many hold, and the names of those that do not."""
    suite = unittest.TestLoader().loadTestsFromModule(__import__(__name__, fromlist=["run"]))
    result = unittest.TestResult()
    suite.run(result)
    failed = [f"{test.id()}: {trace.splitlines()[-1]}" for test, trace in result.failures + result.errors]
    return result.testsRun - len(failed), failed
