using System.Text.Json;
using Microsoft.Playwright;

namespace RealLearning.EndToEnd.Tests.Support;

/// <summary>What axe-core finds on a page.</summary>
internal static class Axe
{
    private static readonly string Script = ServerProcess.PathOf("tests", "RealLearning.EndToEnd.Tests", "stock", "node_modules", "axe-core", "axe.min.js");

    /// <summary>A button that has just been let go on is of a colour in between; what goes on for ever, as a skeleton does, is not waited for.</summary>
    private const string Still = """
        async () => {
          const moving = () => document.getAnimations().filter(each => each.playState === 'running' && each.effect?.getComputedTiming().endTime !== Infinity)
          while (moving().length > 0) await Promise.all(moving().map(each => each.finished.catch(() => undefined)))
        }
        """;

    public static async Task<IEnumerable<string>> ViolationsAsync(IPage page, string options = "{}")
    {
        await page.AddScriptTagAsync(new() { Path = Script });
        await page.EvaluateAsync(Still);
        var result = await page.EvaluateAsync<JsonElement>($"async () => (await axe.run({options})).violations.map(({{ id, nodes }}) => `${{id}} at ${{nodes.map(node => node.target).join(', ')}}`)");
        return result.EnumerateArray().Select(violation => violation.GetString()!);
    }
}
