namespace RealLearning.Api.Tests.Permissions;

/// <summary>A matrix, which knows how many cases it has and fails where it went through another number of them.</summary>
internal interface IMatrix
{
    /// <summary>How many.</summary>
    static abstract int Cases { get; }
}
