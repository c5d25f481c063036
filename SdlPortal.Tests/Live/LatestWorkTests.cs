using SdlPortal.Web.Live;

namespace SdlPortal.Tests.Live;

public class LatestWorkTests
{
    private readonly List<int> delivered = [];
    private readonly Lock gate = new();

    [Fact]
    public async Task Of_pieces_that_wait_only_the_latest_is_done()
    {
        await using var work = Work(TimeSpan.Zero);
        using var hold = new ManualResetEventSlim();
        work.Request(_ => Wait(hold, 1), TakeAsync);
        work.Request(_ => 2, TakeAsync);
        work.Request(_ => 3, TakeAsync);
        Assert.True(work.IsBusy);
        hold.Set();
        await UntilAsync(() => Delivered.Count == 2 && !work.IsBusy);
        Assert.Equal([1, 3], Delivered);
    }

    [Fact]
    public async Task An_urgent_piece_cancels_the_one_at_work_whose_result_nobody_gets()
    {
        await using var work = Work(TimeSpan.FromHours(1));
        using var started = new ManualResetEventSlim();
        work.Request(token =>
        {
            started.Set();
            token.WaitHandle.WaitOne(TimeSpan.FromSeconds(30));
            token.ThrowIfCancellationRequested();
            return 1;
        }, TakeAsync);
        Assert.True(started.Wait(TimeSpan.FromSeconds(30)));
        work.Request(_ => 2, TakeAsync, urgent: true);
        await UntilAsync(() => Delivered.Count == 1);
        Assert.Equal([2], Delivered);
    }

    [Fact]
    public async Task Between_two_pieces_lies_the_interval_unless_the_second_is_urgent()
    {
        await using var work = Work(TimeSpan.FromHours(1));
        work.Request(_ => 1, TakeAsync);
        await UntilAsync(() => Delivered.Count == 1);
        work.Request(_ => 2, TakeAsync);
        await Task.Delay(50);
        Assert.Equal([1], Delivered);
        work.Request(_ => 3, TakeAsync, urgent: true);
        await UntilAsync(() => Delivered.Count == 2);
        Assert.Equal([1, 3], Delivered);
    }

    [Fact]
    public async Task Leaving_cancels_what_is_at_work_and_delivers_nothing_more()
    {
        var work = Work(TimeSpan.Zero);
        using var started = new ManualResetEventSlim();
        work.Request(token =>
        {
            started.Set();
            token.WaitHandle.WaitOne(TimeSpan.FromSeconds(30));
            return 1;
        }, TakeAsync);
        Assert.True(started.Wait(TimeSpan.FromSeconds(30)));
        await work.DisposeAsync();
        work.Request(_ => 2, TakeAsync);
        Assert.Empty(Delivered);
        Assert.False(work.IsBusy);
    }

    private List<int> Delivered
    {
        get
        {
            lock (gate)
                return [.. delivered];
        }
    }

    private static LatestWork<int> Work(TimeSpan every) => new(TimeProvider.System, every, work => work());

    private static int Wait(ManualResetEventSlim hold, int value)
    {
        Assert.True(hold.Wait(TimeSpan.FromSeconds(30)));
        return value;
    }

    private Task TakeAsync(int value)
    {
        lock (gate)
            delivered.Add(value);
        return Task.CompletedTask;
    }

    private static async Task UntilAsync(Func<bool> condition)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        while (!condition())
            await Task.Delay(5, patience.Token);
    }
}
