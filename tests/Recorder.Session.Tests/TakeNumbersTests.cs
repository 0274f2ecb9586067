using Recorder.Core.Faults;
using Recorder.TestSupport;

namespace Recorder.Session.Tests;

public class TakeNumbersTests
{
    [Fact]
    public void Numbers_rise_from_one_and_make_the_folder()
    {
        var store = new MemoryStore();
        Assert.Equal(1, TakeNumbers.Allocate(store));
        Assert.True(store.Exists("takes/T0001"));
        Assert.Equal(2, TakeNumbers.Peek(store));
        Assert.Equal(2, TakeNumbers.Allocate(store));
    }

    [Fact]
    public void A_number_is_not_given_again_when_its_take_is_gone()
    {
        var store = new MemoryStore { ["takes/next-take"] = "0000000041\n"u8.ToArray() };
        Assert.Equal(42, TakeNumbers.Allocate(store));
    }

    [Theory]
    [InlineData("takes/T0007/journal")]
    [InlineData("mixes/T0007/mix.wav")]
    [InlineData("masters/T0007/a.wav")]
    public void What_lies_there_counts_also_without_the_number_file(string path)
    {
        var store = new MemoryStore { [path] = [], ["takes/next-take"] = "torn"u8.ToArray() };
        Assert.Equal(8, TakeNumbers.Allocate(store));
    }

    [Fact]
    public void Foreign_folders_do_not_count() =>
        Assert.Equal(1, TakeNumbers.Peek(new MemoryStore { ["takes/T12/a"] = [], ["takes/T00099/a"] = [], ["takes/x0005/a"] = [] }));

    [Fact]
    public void Beyond_four_digits_the_name_grows()
    {
        Assert.Equal("takes/T12345", SessionLayout.TakeFolder(12345));
        Assert.True(SessionLayout.TryParseTakeName("T12345", out var number));
        Assert.Equal(12345, number);
    }

    [Fact]
    public void The_number_is_remembered_before_the_folder_is_there_whenever_the_machine_dies()
    {
        for (var call = 1; call < 6; call++)
        {
            var store = new MemoryStore { FailFromCall = call };
            var problem = Record.Exception(() => TakeNumbers.Allocate(store));
            Assert.True(problem is null or RecorderException { Kind: FaultKind.Storage });
            Assert.True(!store.Exists("takes/T0001") || store["takes/next-take"].Length > 0);
        }
    }

    [Fact]
    public void One_process_has_the_lock_at_a_time()
    {
        using var folder = new TemporaryFolder();
        var first = SessionLock.TryTake(folder.Path);
        Assert.NotNull(first);
        Assert.Null(SessionLock.TryTake(folder.Path));
        Assert.Equal(FaultKind.Storage, Assert.Throws<RecorderException>(() => SessionLock.Take(folder.Path)).Kind);
        first.Dispose();
        using var second = SessionLock.TryTake(folder.Path);
        Assert.NotNull(second);
    }
}
