namespace RealLearning.Api.Hosting;

/// <summary>
/// A relative <c>--contentRoot</c> means the folder that one stands in, as on any command line; the host would take it from beside the dll.
/// </summary>
internal static class ContentRoot
{
    private const string Option = "--contentRoot";

    /// <summary>The arguments with that path made absolute.</summary>
    public static string[] Rooted(string[] args)
    {
        var rooted = (string[])args.Clone();
        for (var i = 0; i < rooted.Length; i++)
        {
            if (rooted[i].StartsWith(Option + "=", StringComparison.OrdinalIgnoreCase))
            {
                rooted[i] = $"{Option}={Path.GetFullPath(rooted[i][(Option.Length + 1)..])}";
            }
            else if (rooted[i].Equals(Option, StringComparison.OrdinalIgnoreCase) && i + 1 < rooted.Length)
            {
                rooted[i + 1] = Path.GetFullPath(rooted[i + 1]);
            }
        }

        return rooted;
    }
}
