using System.Text.Json;
using Microsoft.Playwright;

namespace RealLearning.EndToEnd.Tests.Support;

/// <summary>What axe-core finds on a page.</summary>
internal static class Axe
{
    private static readonly string Script = ServerProcess.PathOf("tests", "RealLearning.EndToEnd.Tests", "stock", "node_modules", "axe-core", "axe.min.js");

    public static async Task<IEnumerable<string>> ViolationsAsync(IPage page, string options = "{}")
    {
        await page.AddScriptTagAsync(new() { Path = Script });
        var result = await page.EvaluateAsync<JsonElement>($"async () => (await axe.run({options})).violations.map(({{ id, nodes }}) => `${{id}} at ${{nodes.map(node => node.target).join(', ')}}`)");
        return result.EnumerateArray().Select(violation => violation.GetString()!);
    }
}
