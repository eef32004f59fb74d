namespace RealLearning.Ycs;

/// <summary>What happened to a key.</summary>
public enum YKeyAction
{
    /// <summary>It has a value now and had none.</summary>
    Add,

    /// <summary>It has another value.</summary>
    Update,

    /// <summary>It has no value any more.</summary>
    Delete,
}

/// <summary>A change of one key.</summary>
/// <param name="Action">What happened.</param>
/// <param name="OldValue">The value before the transaction; null where there was none.</param>
public sealed record YKeyChange(YKeyAction Action, object? OldValue);
