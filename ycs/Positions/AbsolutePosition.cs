namespace RealLearning.Ycs;

/// <summary>Where a <see cref="RelativePosition"/> is now.</summary>
/// <param name="Type">The type; null where it is a root whose kind nobody has named in this document yet.</param>
/// <param name="Index">Countable, undeleted units before it: UTF-16 units of text, elements of arrays.</param>
/// <param name="Assoc">As in the relative position.</param>
public sealed record AbsolutePosition(YType? Type, int Index, long Assoc);
