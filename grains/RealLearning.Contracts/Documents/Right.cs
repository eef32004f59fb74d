using System.Text.Json.Serialization;

namespace RealLearning.Contracts.Documents;

/// <summary>What a person may do in a room. Each right includes those before it.</summary>
[JsonConverter(typeof(RightJsonConverter))]
public enum Right
{
    /// <summary>Nothing.</summary>
    None = 0,

    /// <summary>See, and be seen as observing.</summary>
    Observe = 1,

    /// <summary>Also open and answer comment threads.</summary>
    Comment = 2,

    /// <summary>Also write in <c>content</c>.</summary>
    Edit = 3,

    /// <summary>Also give and withdraw rights, freeze, open sessions.</summary>
    Facilitate = 4,
}
