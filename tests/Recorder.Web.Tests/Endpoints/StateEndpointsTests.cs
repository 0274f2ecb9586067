using System.Net;
using System.Text;
using System.Text.Json;
using Recorder.Core.Commands;
using Recorder.Core.Parameters;
using Recorder.Core.Snapshots;

namespace Recorder.Web.Tests.Endpoints;

public class StateEndpointsTests
{
    public static TheoryData<string, RecorderCommand> Commands => new()
    {
        { """{"command":"startTake"}""", new StartTake() },
        { """{"command":"startTake","preRollSeconds":12.5}""", new StartTake(12.5) },
        { """{"strip":3,"parameter":"faderDb","value":-4.5,"command":"setStrip"}""", new SetStrip(3, StripParameter.FaderDb, -4.5f) },
        { """{"command":"setBus","parameter":"reverbReturnDb","value":-9}""", new SetBus(BusParameter.ReverbReturnDb, -9) },
        { """{"command":"setMaster","parameter":"targetLufs","value":-16}""", new SetMaster(MasterParameter.TargetLufs, -16) },
        { """{"command":"setCue","cue":1,"parameter":"clickDb","value":-3}""", new SetCue(1, CueParameter.ClickDb, -3) },
        { """{"command":"setCueChannel","cue":0,"channel":7,"levelDb":-60}""", new SetCueChannel(0, 7, -60) },
        { """{"command":"setGroup","group":2,"parameter":"levelDb","value":-3}""", new SetGroup(2, GroupParameter.LevelDb, -3) },
        { """{"command":"joinGroup","strip":7,"group":2}""", new JoinGroup(7, 2) },
        { """{"command":"joinGroup","strip":7,"group":null}""", new JoinGroup(7, null) },
        { """{"command":"nameGroup","group":0,"name":"Percussion"}""", new NameGroup(0, "Percussion") },
        { """{"command":"setAim","aim":"broadcast"}""", new SetAim("broadcast") },
        { """{"command":"setReference","key":"stick/Blue Train.wav"}""", new SetReference("stick/Blue Train.wav") },
        { """{"command":"setAlbum","on":true}""", new SetAlbum(true) },
        { """{"command":"setMasterFormat","format":"flac","on":true}""", new SetMasterFormat("flac", true) },
        { """{"command":"noteMaster","text":"voice up"}""", new NoteMaster("voice up") },
        { """{"command":"approveMaster","approved":true}""", new ApproveMaster(true) },
        { """{"command":"startExport","choice":"mastersAndTracks"}""", new StartExport(ExportChoice.MastersAndTracks) },
        { """{"command":"renameTake","number":12,"name":"Straße"}""", new RenameTake(12, "Straße") },
    };

    [Theory]
    [MemberData(nameof(Commands))]
    public async Task A_command_arrives_as_it_was_meant(string json, RecorderCommand expected)
    {
        await using var panel = await RunningPanel.Start();

        var (status, reply) = await Post(panel, json);

        Assert.Equal(HttpStatusCode.OK, status);
        Assert.True(reply.GetProperty("accepted").GetBoolean());
        Assert.Equal(expected, Assert.Single(panel.Fake.Commands));
    }

    [Theory]
    [InlineData("")]
    [InlineData("null")]
    [InlineData("{}")]
    [InlineData("[1,2]")]
    [InlineData("""{"command":"formatDisk"}""")]
    [InlineData("""{"command":"setStrip","strip":0,"parameter":"loudness","value":1}""")]
    [InlineData("""{"command":"setStrip","strip":0,"parameter":5,"value":1}""")]
    [InlineData("""{"command":"startTake" """)]
    public async Task Nonsense_is_refused_in_a_sentence(string json)
    {
        await using var panel = await RunningPanel.Start();

        var (status, reply) = await Post(panel, json);

        Assert.Equal(HttpStatusCode.BadRequest, status);
        Assert.NotEqual("", reply.GetProperty("sentence").GetString());
        Assert.Empty(panel.Fake.Commands);
    }

    [Fact]
    public async Task A_refusal_says_why()
    {
        await using var panel = await RunningPanel.Start();
        panel.Fake.Reply = CommandReply.Refused("T12 runs. Hold STOP first.");

        var (status, reply) = await Post(panel, """{"command":"powerOff"}""");

        Assert.Equal(HttpStatusCode.Conflict, status);
        Assert.Equal("T12 runs. Hold STOP first.", reply.GetProperty("sentence").GetString());
    }

    [Fact]
    public async Task The_snapshot_has_words_and_units()
    {
        await using var panel = await RunningPanel.Start();
        panel.Fake.Snapshot = new RecorderSnapshot
        {
            Transport = TransportState.Recording,
            Master = new MasterState { References = [new("stick/Blue.wav", "Blue", "stick")], Formats = [new("wav24", "WAV, 24 bit", IsOn: true)] },
            Mix = new MixState { Strips = [new StripState { Name = "Kick", Values = StripParameters.Defaults().With(StripParameter.FaderDb, -4.5f) }] },
        };

        var snapshot = await GetJson(panel, "/api/snapshot");

        Assert.Equal("recording", snapshot.GetProperty("transport").GetString());
        var strip = snapshot.GetProperty("mix").GetProperty("strips")[0];
        Assert.Equal("Kick", strip.GetProperty("name").GetString());
        Assert.Equal(-4.5, strip.GetProperty("values").GetProperty("faderDb").GetDouble());
        Assert.Equal(-14, snapshot.GetProperty("master").GetProperty("values").GetProperty("targetLufs").GetDouble());
        Assert.Equal("stick/Blue.wav", snapshot.GetProperty("master").GetProperty("references")[0].GetProperty("key").GetString());
        Assert.True(snapshot.GetProperty("master").GetProperty("formats")[0].GetProperty("isOn").GetBoolean());
    }

    [Fact]
    public async Task Every_parameters_curve_runs_from_its_minimum_to_its_maximum()
    {
        await using var panel = await RunningPanel.Start();

        var lists = await GetJson(panel, "/api/parameters");

        Assert.Equal(StripParameters.Count, lists.GetProperty("strip").GetArrayLength());
        foreach (var entry in new[] { "strip", "bus", "master", "group" }.SelectMany(list => lists.GetProperty(list).EnumerateArray()))
        {
            var (spec, curve) = (entry.GetProperty("spec"), entry.GetProperty("curve").EnumerateArray().Select(point => point.GetSingle()).ToArray());
            Assert.Equal(spec.GetProperty("minimum").GetSingle(), curve[0], 0.001f);
            Assert.Equal(spec.GetProperty("maximum").GetSingle(), curve[^1], 0.001f);
            Assert.Equal(curve.Order(), curve);
        }
    }

    private static async Task<(HttpStatusCode, JsonElement)> Post(RunningPanel panel, string json)
    {
        using var content = new StringContent(json, Encoding.UTF8, "application/json");
        using var response = await panel.Client.PostAsync(new Uri("/api/command", UriKind.Relative), content);
        return (response.StatusCode, JsonDocument.Parse(await response.Content.ReadAsStringAsync()).RootElement);
    }

    private static async Task<JsonElement> GetJson(RunningPanel panel, string path) =>
        JsonDocument.Parse(await panel.Client.GetStringAsync(new Uri(path, UriKind.Relative))).RootElement;
}
