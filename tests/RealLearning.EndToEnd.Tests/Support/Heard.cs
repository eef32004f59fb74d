using System.Text.Json;
using Microsoft.Playwright;

namespace RealLearning.EndToEnd.Tests.Support;

/// <summary>All that a page reads out of what others do, one after the other.</summary>
internal sealed class Heard(IPage page)
{
    private const string Listen =
        """
        region => {
          window.heard = []
          new MutationObserver(() => { if (region.textContent.trim()) window.heard.push(region.textContent.trim()) }).observe(region, { childList: true, characterData: true, subtree: true })
        }
        """;

    public static async Task<Heard> ListenAsync(IPage page)
    {
        await page.GetByTestId("heard").EvaluateAsync(Listen);
        return new Heard(page);
    }

    /// <summary>Waits until all of these words were heard.</summary>
    public async Task UntilAsync(params string[] words)
    {
        try
        {
            await page.WaitForFunctionAsync("words => words.every(some => window.heard.some(said => said.includes(some)))", words, new() { Timeout = 30_000 });
        }
        catch (TimeoutException)
        {
            throw new TimeoutException($"Not all of “{string.Join("”, “", words)}” was heard, but this:\n{string.Join('\n', await AllAsync())}");
        }
    }

    public async Task<string[]> AllAsync() => (await page.EvaluateAsync<JsonElement>("() => window.heard")).EnumerateArray().Select(said => said.GetString()!).ToArray();
}
