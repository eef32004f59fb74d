using Microsoft.Extensions.Time.Testing;
using RealLearning.Api.Live;

namespace RealLearning.Api.Tests.Units;

public sealed class OutboxTests
{
    private static readonly DoorOptions Options = new() { OutboxMessagesMax = 3, OutboxBytesMax = 100, StalledSecondsMax = 30 };

    [Fact]
    public void Post_Idle_WritesStraight()
    {
        var line = new Line { IsOpen = true };

        Assert.True(line.Post("a", 1));
        Assert.True(line.Post("b", 1));

        Assert.Equal(["a", "b"], line.Written);
    }

    [Fact]
    public async Task Post_DuringAWrite_GathersAndGoesOutTogether()
    {
        var line = new Line();
        line.Post("a", 1);
        line.Post("b", 1);
        line.Post("c", 1);
        var drained = line.DrainedAsync();
        Assert.False(drained.IsCompleted);

        line.Release();
        await line.WroteAsync(2);
        line.Release();
        await drained;

        Assert.Equal(["a", "b+c"], line.Written);
    }

    [Fact]
    public async Task Post_BeyondTheLimit_DropsWhatMayBeMissedAndKeepsTheRest()
    {
        var line = new Line();
        line.Post("a", 1);
        line.Post("missable", 1);
        line.Post("vital", 1, isVital: true);
        line.Post("missable", 1);

        Assert.False(line.Post("one too many", 1));
        line.Release();
        await line.WroteAsync(2);

        Assert.Equal(["a", "vital"], line.Written);
    }

    [Fact]
    public void Post_BeyondTheBytes_Refuses()
    {
        var line = new Line();
        line.Post("a", 1);

        Assert.True(line.Post("b", 100));
        Assert.False(line.Post("c", 1));
    }

    [Fact]
    public async Task Post_AWriteHasStalled_CutsTheLine()
    {
        var line = new Line();
        line.Post("a", 1);
        line.Post("b", 100);
        line.Time.Advance(TimeSpan.FromSeconds(31));

        line.Post("c", 1);

        await line.Aborted.Task.WaitAsync(Servers.Deadline.Time);
        Assert.True(line.DrainedAsync().IsCompleted);
    }

    [Fact]
    public async Task Post_AWriteFails_CutsTheLine()
    {
        var line = new Line();
        line.Post("a", 1);
        var drained = line.DrainedAsync();

        line.Fail();

        await line.Aborted.Task.WaitAsync(Servers.Deadline.Time);
        await drained.WaitAsync(Servers.Deadline.Time);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(31)]
    public async Task Post_TheLineIsGoneWhenItIsCut_HarmsNobody(int stalledSeconds)
    {
        var line = new Line { IsGone = true };
        line.Post("a", 1);
        line.Post("b", 100);
        line.Time.Advance(TimeSpan.FromSeconds(stalledSeconds));
        line.Post("c", 1);
        var drained = line.DrainedAsync();

        line.Fail();

        await line.Aborted.Task.WaitAsync(Servers.Deadline.Time);
        await drained.WaitAsync(Servers.Deadline.Time);
        Assert.True(line.Post("d", 1));
    }

    [Fact]
    public void Post_AWriteFailsAtOnceOnALineThatIsGone_HarmsNobody()
    {
        var line = new Line { IsGone = true };
        line.Fail();

        Assert.True(line.Post("a", 1));
    }

    private sealed class Line : Outbox<string>
    {
        private readonly List<string> _written = [];
        private TaskCompletionSource _pending = New();
        private TaskCompletionSource _wrote = New();

        public Line()
            : this(new FakeTimeProvider())
        {
        }

        private Line(FakeTimeProvider time)
            : base(Options, time) => Time = time;

        public FakeTimeProvider Time { get; }

        public bool IsOpen { get; init; }

        /// <summary>Cutting fails, as on a request that has ended.</summary>
        public bool IsGone { get; init; }

        public TaskCompletionSource Aborted { get; } = New();

        public IReadOnlyList<string> Written
        {
            get
            {
                lock (_written)
                {
                    return [.. _written];
                }
            }
        }

        public void Release() => Interlocked.Exchange(ref _pending, New()).SetResult();

        public void Fail() => _pending.SetException(new IOException("cut"));

        public async Task WroteAsync(int count)
        {
            while (Written.Count < count)
            {
                await Volatile.Read(ref _wrote).Task.WaitAsync(Servers.Deadline.Time);
            }
        }

        protected override ValueTask WriteAsync(string item)
        {
            lock (_written)
            {
                _written.Add(item);
            }

            var pending = _pending.Task;
            Interlocked.Exchange(ref _wrote, New()).TrySetResult();
            return IsOpen ? ValueTask.CompletedTask : new ValueTask(pending);
        }

        protected override ValueTask WriteAsync(IReadOnlyList<string> items) => WriteAsync(string.Join('+', items));

        protected override void Abort(Exception? exception)
        {
            Aborted.TrySetResult();
            ObjectDisposedException.ThrowIf(IsGone, this);
        }

        private static TaskCompletionSource New() => new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}
