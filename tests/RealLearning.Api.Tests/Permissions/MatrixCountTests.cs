using System.Reflection;

namespace RealLearning.Api.Tests.Permissions;

/// <summary>How much the matrices try, all together.</summary>
public sealed class MatrixCountTests(ITestOutputHelper output)
{
    [Fact]
    public void Matrices_EachCountsItsCases_AndTheirSumIsTold()
    {
        var matrices = typeof(IMatrix).Assembly.GetTypes().Where(static type => type.Name.EndsWith("MatrixTests", StringComparison.Ordinal)).OrderBy(static type => type.Name).ToList();
        Assert.All(matrices, static type => Assert.True(type.IsAssignableTo(typeof(IMatrix)), $"{type.Name} does not count its cases."));
        var counts = matrices.ConvertAll(static type => (type.Name, Cases: (int)type.GetProperty(nameof(IMatrix.Cases), BindingFlags.Static | BindingFlags.Public)!.GetValue(null)!));

        Assert.All(counts, static count => Assert.True(count.Cases >= Cast.Everybody.Count, count.Name));
        Assert.Equal(["AwarenessMatrixTests", "CommandMatrixTests", "DoorMatrixTests", "RestMatrixTests", "TokenMatrixTests"], counts.Select(static count => count.Name));
        counts.ForEach(count => output.WriteLine($"{count.Name} {count.Cases}"));
        output.WriteLine($"Permissions: {counts.Sum(static count => count.Cases)} cases of {Cast.Everybody.Count} roles.");
    }
}
