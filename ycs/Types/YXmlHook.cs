namespace RealLearning.Ycs;

/// <summary>A hook: a map among XML nodes that an editor gives a meaning by its name.</summary>
public sealed class YXmlHook : YMap
{
    /// <summary>A hook without a place yet.</summary>
    public YXmlHook(string hookName)
        : base(5, hookName)
    {
    }

    /// <summary>Its name.</summary>
    public string HookName => Name!;

    /// <inheritdoc/>
    public override YXmlHook Clone()
    {
        var copy = new YXmlHook(HookName);
        foreach (var (key, value) in Entries)
        {
            copy.Set(key, Copy(value));
        }

        return copy;
    }
}
