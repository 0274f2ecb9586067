using Recorder.App.Host.Messages;
using Recorder.Core.Snapshots;

namespace Recorder.App.Tests.Host.Messages;

public class MessageTextsTests
{
    [Theory]
    [InlineData("X18", "Interface X18 gone at 0:12:41.")]
    [InlineData("Scarlett 18i20 USB", "Scarlett 18i20 USB gone at 0:12:41.")]
    [InlineData("UltraMix Professional Sixteen", "UltraMix Professional… gone at 0:12:41.")]
    public void The_time_is_told_however_long_the_name(string name, string line) =>
        Assert.Equal(line, MessageTexts.InterfaceGone(name, 12, 761, 7).Happened);

    [Fact]
    public void The_ten_messages_say_what_the_panel_promises()
    {
        Assert.Equal("T12 stored: 1:42:07, 16 tracks.|Nothing lost. On disk.|REC goes on without a gap.", Lines(MessageTexts.TakeEnded(12, 6127.4, 16, 0)));
        Assert.Equal("Power was cut in T12 at 1:42:07.|Kept to 1:42:06. Missing: 0.8 s.|REC starts T13.", Lines(MessageTexts.PowerWasCut(12, 6127.1, 6126.3, 13)));
        Assert.Equal("Interface X18 gone at 0:12:41.|T12 kept. The gap is counted: 0:07.|Plug it in again: the take goes on.", Lines(MessageTexts.InterfaceGone("X18", 12, 761, 7)));
        Assert.Equal("0.34 s lost at 0:21:15, all tracks.|Marked in T12. The rest is whole.|Check the USB cable after the take.", Lines(MessageTexts.FramesLost(12, 1275, 0.34)));
        Assert.Equal("Card is slow: 12 s wait in memory.|Nothing lost. Room for 18 s more.|Nothing now. After the take: Card test.", Lines(MessageTexts.SlowCard(12, 18)));
        Assert.Equal("Room for 10 minutes.|T12 goes on.|At the next break: export, empty bin.", Lines(MessageTexts.LittleRoom(12, 10.2)));
        Assert.Equal("Card full. T12 ended at 2:03:11.|T12 and all takes are whole.|Export to a stick, then empty the bin.", Lines(MessageTexts.CardFull(12, 7391)));
        Assert.Equal("Battery 6 %.|T12 goes on. At 2 % it is closed whole.|Plug in power.", Lines(MessageTexts.BatteryLow(6, 12, true)));
        Assert.Equal("Stick DRUMS pulled out in file 4.|All is still here. Files 1-3 are good.|Put it in again: copying goes on.", Lines(MessageTexts.StickPulled("DRUMS", 4, 3)));
        Assert.Equal("SAFE TO REMOVE stick DRUMS.|6 files, 412 MB, read back, identical.|Pull it out.", Lines(MessageTexts.StickDone("DRUMS", 6, 412_000_000)));
    }

    [Fact]
    public void No_line_is_longer_than_the_display_whatever_people_call_their_things()
    {
        var name = new string('W', 60);
        Message[] all =
        [
            MessageTexts.TakeEnded(9999, 359999, 64, 359999), MessageTexts.InterfaceGone(name, 9999, 359999, 359999),
            MessageTexts.StickPulled(name, 999, 998), MessageTexts.StickDone(name, 9999, 999_000_000_000), MessageTexts.HostTrouble(name),
            MessageTexts.SlowCard(9999, 9999), MessageTexts.SlowCardBesideStick(9999), MessageTexts.OnStickAlone(9999, 9999), MessageTexts.CardFailed(9999, 359999), MessageTexts.PanelRestarted(9999),
        ];
        foreach (var message in all)
            Assert.All(new[] { message.Happened, message.Safe, message.Do }, line => Assert.InRange(line.Length, 0, MessageTexts.LineLength));
    }

    private static string Lines(Message message) => $"{message.Happened}|{message.Safe}|{message.Do}";
}
