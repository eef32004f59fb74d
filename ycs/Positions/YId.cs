namespace RealLearning.Ycs;

/// <summary>The id of one unit: the client that wrote it, and its clock.</summary>
public readonly record struct YId(long Client, long Clock);
