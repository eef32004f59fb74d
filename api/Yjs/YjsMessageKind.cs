namespace RealLearning.Api.Yjs;

/// <summary>What a message of the y-websocket protocol is. The first three are the sub-types of y-protocols' sync messages.</summary>
internal enum YjsMessageKind
{
    /// <summary>A state vector: tell me what I lack.</summary>
    Step1 = 0,

    /// <summary>What the other side lacked.</summary>
    Step2 = 1,

    /// <summary>A live edit.</summary>
    Update = 2,

    /// <summary>An awareness update.</summary>
    Awareness,

    /// <summary>Tell me everybody's awareness.</summary>
    QueryAwareness,
}
