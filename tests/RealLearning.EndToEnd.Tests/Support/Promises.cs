using Xunit;

namespace RealLearning.EndToEnd.Tests.Support;

/// <summary>
/// What one person was promised: for each thing the value that was acknowledged last, and one that was sent and never answered, which may or may not
/// have arrived. Nobody else changes these things, and each has at most one change under way.
/// </summary>
internal sealed class Promises
{
    /// <summary>The value of what does not exist.</summary>
    public const string Nothing = "nothing";

    private readonly Dictionary<string, (string Kept, string? Sent)> _things = [];

    public int Acknowledged { get; private set; }

    public void Send(string thing, string value) =>
        _things[thing] = (_things.GetValueOrDefault(thing, (Nothing, null)).Kept, value);

    public void Keep(string thing, string value)
    {
        _things[thing] = (value, null);
        Acknowledged++;
    }

    /// <summary>Compares with what there is, and goes on from that.</summary>
    public void AssertKept(IReadOnlyDictionary<string, string> facts)
    {
        foreach (var (thing, (kept, sent)) in _things.ToList())
        {
            var found = facts.GetValueOrDefault(thing, Nothing);
            Assert.True(found == kept || found == sent, $"{thing}: “{kept}” was acknowledged, “{sent}” was under way, “{found}” is there.");
            _things[thing] = (found, null);
        }
    }
}
