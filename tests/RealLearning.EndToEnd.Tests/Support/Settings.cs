using System.Globalization;

namespace RealLearning.EndToEnd.Tests.Support;

/// <summary>What repeats a random test, or makes it longer.</summary>
internal static class Settings
{
    /// <summary>A number of the environment.</summary>
    public static int Number(string name, int otherwise) =>
        Environment.GetEnvironmentVariable(name) is { } value ? int.Parse(value, CultureInfo.InvariantCulture) : otherwise;
}
