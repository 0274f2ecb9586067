using Recorder.Studio.QuickMix;

namespace Recorder.Studio.Tests.QuickMix;

public class RoleGuessTests
{
    [Theory]
    [InlineData("01_Kick", TrackRole.Kick)]
    [InlineData("Bass drum", TrackRole.Kick)]
    [InlineData("Snr", TrackRole.Snare)]
    [InlineData("03_HiHat", TrackRole.HiHat)]
    [InlineData("08_HATS", TrackRole.HiHat)]
    [InlineData("05_OH_L", TrackRole.Overheads)]
    [InlineData("OH R", TrackRole.Overheads)]
    [InlineData("07_Bass_DI", TrackRole.Bass)]
    [InlineData("08_Gtr_Amp", TrackRole.Guitar)]
    [InlineData("Gtr L", TrackRole.Guitar)]
    [InlineData("Acoustic guitar", TrackRole.AcousticGuitar)]
    [InlineData("09_Piano_L", TrackRole.Keys)]
    [InlineData("11_AltoSax", TrackRole.Horn)]
    [InlineData("15_SynthLead", TrackRole.Synth)]
    [InlineData("16_Room", TrackRole.Room)]
    [InlineData("Lead voice", TrackRole.Voice)]
    [InlineData("LeadVox", TrackRole.Voice)]
    [InlineData("01_BGVOX_ALT_OUTRO", TrackRole.BackingVoice)]
    [InlineData("Back Vox 1", TrackRole.BackingVoice)]
    [InlineData("04_Toms", TrackRole.Toms)]
    [InlineData("Cello", TrackRole.Strings)]
    public void A_name_gives_the_part_away(string name, TrackRole role) => Assert.Equal(role, RoleGuess.FromName(name));

    [Theory]
    [InlineData("Track 7")]
    [InlineData("12")]
    [InlineData("Input")]
    [InlineData("")]
    public void A_name_that_says_nothing_gives_nothing_away(string name) => Assert.Null(RoleGuess.FromName(name));

    [Theory]
    [InlineData("05_OH_L", "05_OH", -1)]
    [InlineData("Piano R", "PIANO", 1)]
    [InlineData("Room left", "ROOM", -1)]
    [InlineData("OHR", "OH", 1)]
    public void Halves_of_a_pair_are_known(string name, string stem, int side) => Assert.Equal((stem, side), RoleGuess.PairHalf(name));

    [Theory]
    [InlineData("Vocal")]
    [InlineData("Guitar")]
    [InlineData("L")]
    [InlineData("Snare")]
    public void A_letter_at_the_end_of_a_word_is_no_half(string name) => Assert.Null(RoleGuess.PairHalf(name));
}
