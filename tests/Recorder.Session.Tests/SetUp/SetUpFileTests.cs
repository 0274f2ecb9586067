using Recorder.Core.Faults;
using Recorder.Core.SetUp;
using Recorder.Session.SetUp;
using Recorder.TestSupport;

namespace Recorder.Session.Tests.SetUp;

public sealed class SetUpFileTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    private string Session => folder.File("session");

    public void Dispose() => folder.Dispose();

    [Fact]
    public void What_is_set_up_comes_back_for_its_interface_and_lies_beside_the_session()
    {
        var file = SetUpFile.Beside(Session);
        file.Change("X18", own => (own with { RateHz = 96000, Format = "s32" }).With(2, input => input with { Name = "OH L", IsPaired = true, Microphone = MicrophoneType.Ribbon, IsArmed = false }));
        file.Change(facts => facts with { PreRollSeconds = 20, RecordsAtPowerOn = true, DisplaySleepMinutes = 0 });
        file.Store();

        Assert.True(File.Exists(folder.File("set-up.json")));
        Assert.False(Directory.Exists(Session));
        var back = SetUpFile.Beside(Session + "/").Facts;
        var own = back.Of("X18");
        Assert.Equal((96000, "s32"), (own.RateHz!.Value, own.Format));
        Assert.Equal(file.Facts.Of("X18").Input(2), own.Input(2));
        Assert.Equal(new InputSetUp(), own.Input(0));
        Assert.Equal(new InputSetUp(), own.Input(40));
        Assert.Equal((20.0, true, 0), (back.PreRollSeconds!.Value, back.RecordsAtPowerOn, back.DisplaySleepMinutes));
        Assert.Null(back.Of("another").RateHz);
    }

    [Fact]
    public void A_band_is_kept_recalled_by_any_case_replaced_and_forgotten()
    {
        var own = new InterfaceSetUp().With(0, input => input with { Name = "Kick" }).Store("Trio").Store("choir");
        Assert.Equal(["choir", "Trio"], own.Bands.Select(band => band.Name));
        own = own.With(0, input => input with { Name = "Voice" }).Store("trio");
        Assert.Equal(["choir", "trio"], own.Bands.Select(band => band.Name));
        Assert.Equal("Voice", own.FindBand("TRIO")!.Inputs[0].Name);
        Assert.Equal("Kick", own.FindBand("Choir")!.Inputs[0].Name);
        own = own.Forget("Trio");
        Assert.Equal((1, "", "Voice"), (own.Bands.Length, own.Band, own.Input(0).Name));
    }

    [Fact]
    public void A_damaged_file_counts_as_nothing_set_up()
    {
        File.WriteAllText(folder.File("set-up.json"), "{\"preRollSeconds\":");
        var file = SetUpFile.Beside(Session);
        Assert.Null(file.Facts.PreRollSeconds);
        file.Change(facts => facts with { PreRollSeconds = 1 });
        file.Store();
        Assert.Equal(1, SetUpFile.Beside(Session).Facts.PreRollSeconds);
    }

    [Fact]
    public void A_disk_that_refuses_says_so_and_the_old_set_up_stands()
    {
        var file = SetUpFile.Beside(Session);
        file.Change(facts => facts with { PreRollSeconds = 1 });
        file.Store();
        Directory.CreateDirectory(folder.File("set-up.json.new"));
        file.Change(facts => facts with { PreRollSeconds = 2 });
        Assert.Equal(FaultKind.Storage, Assert.Throws<RecorderException>(file.Store).Kind);
        Assert.Equal(1, SetUpFile.Beside(Session).Facts.PreRollSeconds);
        Directory.Delete(folder.File("set-up.json.new"));
        file.Store();
        Assert.Equal(2, SetUpFile.Beside(Session).Facts.PreRollSeconds);
    }

    [Fact]
    public void What_did_not_change_is_not_written()
    {
        var file = SetUpFile.Beside(Session);
        file.Store();
        Assert.False(File.Exists(folder.File("set-up.json")));
    }

    [Fact]
    public void Paired_browsers_are_known_by_the_hash_of_their_token_until_they_are_forgotten()
    {
        var browsers = PairedBrowserFile.Beside(Session);
        byte[] one = [1, 2, 3], other = [1, 2, 4];
        browsers.Add(one, DateTimeOffset.UnixEpoch);
        var back = PairedBrowserFile.Beside(Session);
        Assert.Equal((1, true, false), (back.Count, back.Contains(one), back.Contains(other)));
        for (var i = 0; i < 100; i++)
            back.Add([9, (byte)i], DateTimeOffset.UnixEpoch);
        Assert.Equal((100, false), (back.Count, back.Contains(one)));
        back.Clear();
        Assert.Equal(0, PairedBrowserFile.Beside(Session).Count);
    }
}
