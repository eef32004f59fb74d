using System.Runtime.CompilerServices;

namespace RealLearning.House.Tests;

/// <summary>The repository as files.</summary>
internal static class House
{
    public static string Root { get; } = FindRoot();

    /// <summary>Source files below a folder, without what is built or installed. Paths are relative to the root, with slashes.</summary>
    public static IEnumerable<string> Files(string folder, params string[] endings) =>
        Directory.EnumerateFiles(Path.Combine(Root, folder), "*", SearchOption.AllDirectories)
            .Select(path => Path.GetRelativePath(Root, path).Replace('\\', '/'))
            .Where(path => endings.Any(ending => path.EndsWith(ending, StringComparison.Ordinal)))
            .Where(path => !path.Split('/').Any(segment => segment is "bin" or "obj" or "node_modules" or "dist" or "data" or "BenchmarkDotNet.Artifacts"));

    public static string Read(string path) => File.ReadAllText(Path.Combine(Root, path));

    private static string FindRoot([CallerFilePath] string here = "")
    {
        var folder = new FileInfo(here).Directory;
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "RealLearning.sln")))
        {
            folder = folder.Parent;
        }

        return folder?.FullName ?? throw new DirectoryNotFoundException("RealLearning.sln is in no folder above this file.");
    }
}
