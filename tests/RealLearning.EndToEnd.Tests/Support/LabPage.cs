using Microsoft.Playwright;

namespace RealLearning.EndToEnd.Tests.Support;

/// <summary>A page with the npm provider and nothing else: <c>web/provider/test/page.mjs</c>.</summary>
internal sealed class LabPage(IPage page)
{
    /// <summary>Opens it at an address of the server, which knows nothing of it.</summary>
    public static async Task<LabPage> OpenAsync(Browser browser, ServerProcess server)
    {
        var script = await Stock.OutputAsync(ServerProcess.PathOf("web", "provider", "test"), "bundle.mjs");
        var page = await browser.OpenAsync(person: null, server.Address);
        await page.RouteAsync("**/lab", route => route.FulfillAsync(new() { ContentType = "text/html", Body = "<!doctype html><title>Lab</title>" }));
        await page.GotoAsync("/lab");
        await page.AddScriptTagAsync(new() { Content = script });
        return new LabPage(page);
    }

    /// <summary>Writes with others, and returns the whole state in base64.</summary>
    public Task<string> WriteAsync(string document, string name, int writers, int rounds, int seed) =>
        page.EvaluateAsync<string>("args => write(...args)", new object[] { document, name, writers, rounds, seed });
}
