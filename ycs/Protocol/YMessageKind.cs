namespace RealLearning.Ycs;

/// <summary>What a message of y-protocols is.</summary>
public enum YMessageKind
{
    /// <summary>A state vector: tell me what I lack.</summary>
    SyncStep1 = 0,

    /// <summary>What the other side lacked.</summary>
    SyncStep2 = 1,

    /// <summary>A live edit.</summary>
    Update = 2,

    /// <summary>An awareness update.</summary>
    Awareness,

    /// <summary>A right that is missing, with a reason as UTF-8.</summary>
    PermissionDenied,

    /// <summary>Tell me everybody's awareness.</summary>
    QueryAwareness,
}
