using System.Globalization;
using System.Text.Json;
using Recorder.Studio.Tuning;
using Recorder.TestSupport;

namespace Recorder.Studio.Tests.Tuning;

public class NoteFinderTests
{
    // What the truth was measured with and this differ by so much where a tone itself wavers.
    private const double ToleranceCents = 5;

    // That truth is the period of the whole wave. A bass's thick strings are so stiff that their tenth partial lies 20 cents
    // above the first, measured one by one, and the period lies somewhere between; this finds the first.
    private const double StiffStringHz = 50;
    private const double StiffToleranceCents = 15;

    [Fact]
    public void Notes_of_nine_instruments_are_named_and_tuned_as_they_sound()
    {
        var folder = SharedData.Require("tuner", "dev");
        using var truth = JsonDocument.Parse(File.ReadAllText(Path.Combine(folder, "truth.json")));
        var wrong = new List<string>();
        var offCents = new List<double>();
        foreach (var one in truth.RootElement.EnumerateArray())
        {
            var (file, trueHz) = (one.GetProperty("file").GetString()!, one.GetProperty("measured_hz").GetDouble());
            var notes = NoteFinder.Find(Path.Combine(folder, file), cancel: TestContext.Current.CancellationToken);
            var cents = notes.Count == 0 ? double.NaN : 1200 * Math.Log2(notes[0].FrequencyHz / trueHz);
            offCents.Add(Math.Abs(cents));
            var spread = one.GetProperty("spread_cents_p16_p84").GetDouble();
            if (notes.Count != 1 || !(Math.Abs(cents) <= (trueHz < StiffStringHz ? StiffToleranceCents : ToleranceCents)))
                wrong.Add(string.Create(CultureInfo.InvariantCulture, $"{file}: {string.Join(" ", notes.Select(n => $"{n.Note}@{n.StartSeconds:0.00}"))} {cents:0.0} cents (spread {spread})"));
        }
        offCents.Sort();
        TestContext.Current.SendDiagnosticMessage(string.Create(
            CultureInfo.InvariantCulture, $"{offCents.Count} notes: middle {offCents[offCents.Count / 2]:0.00}, worst {offCents[^1]:0.00} cents"));
        Assert.Empty(wrong);
        Assert.InRange(offCents[offCents.Count / 2], 0, 1);
    }
}
