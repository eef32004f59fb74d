using System.Collections.Concurrent;
using RealLearning.Ycs;

namespace RealLearning.Api.Live;

/// <summary>
/// What the room has told of who is here. Stock clients send all of it back, each of them, so that in a busy room most of what comes is echo: the room
/// would drop it, and a person is not made to pay for it.
/// </summary>
internal sealed class AwarenessEchoes
{
    private readonly ConcurrentDictionary<long, long> _clocks = new();

    /// <summary>The room tells this.</summary>
    public void Note(byte[] awarenessUpdate)
    {
        foreach (var entry in AwarenessMessage.Read(awarenessUpdate))
        {
            if (entry.IsGone)
            {
                _clocks.TryRemove(entry.ClientId, out _);
            }
            else
            {
                _clocks[entry.ClientId] = entry.Clock;
            }
        }
    }

    /// <summary>True where every entry was told before, or a later one of its client. Throws <see cref="MalformedUpdateException"/>.</summary>
    public bool IsEcho(byte[] awarenessUpdate)
    {
        foreach (var entry in AwarenessMessage.Read(awarenessUpdate))
        {
            if (entry.IsGone || !_clocks.TryGetValue(entry.ClientId, out var told) || entry.Clock > told)
            {
                return false;
            }
        }

        return true;
    }
}
