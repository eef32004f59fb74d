namespace RealLearning.Api.Live;

/// <summary>A rate with a burst, by the clock that it is given. Not for use by several threads at once.</summary>
internal struct TokenBucket
{
    private readonly TimeProvider _time;
    private readonly double _perSecond;
    private readonly double _burst;
    private double _tokens;
    private long _filledAt;

    public TokenBucket(double perSecond, double burst, TimeProvider time)
    {
        _time = time;
        _perSecond = perSecond;
        _burst = burst;
        _tokens = burst;
        _filledAt = time.GetTimestamp();
    }

    /// <summary>Takes so many tokens, or none and returns false.</summary>
    public bool TryTake(int count)
    {
        if (_tokens < count)
        {
            Fill();
        }

        if (_tokens < count)
        {
            return false;
        }

        _tokens -= count;
        return true;
    }

    private void Fill()
    {
        var now = _time.GetTimestamp();
        _tokens = Math.Min(_burst, _tokens + (_time.GetElapsedTime(_filledAt, now).TotalSeconds * _perSecond));
        _filledAt = now;
    }
}
