namespace RealLearning.Api.Hosting;

/// <summary>Where everything lies that this node keeps: <c>--Data</c>, by default <c>./data</c>.</summary>
internal static class DataFolder
{
    public static string Of(IConfiguration configuration)
    {
        var folder = Path.GetFullPath(configuration["Data"] is { Length: > 0 } given ? given : "data");
        Directory.CreateDirectory(folder);
        return folder;
    }
}
