using Microsoft.Playwright;
using Xunit;
using Xunit.Sdk;
using static Microsoft.Playwright.Assertions;

namespace RealLearning.EndToEnd.Tests.Support;

/// <summary>Debian's Chromium, one process for a test class.</summary>
public sealed class Browser : IAsyncLifetime
{
    /// <summary>Without these Chromium asks for hosts of its own, or refuses to run as root.</summary>
    private static readonly string[] Flags =
    [
        "--no-sandbox", "--disable-gpu", "--disable-quic", "--disable-background-networking", "--disable-component-update", "--disable-sync", "--no-first-run",
        "--disable-features=LocalNetworkAccessChecks", // a page that a test makes up has no address, and would not be let to the server on loopback
    ];

    private readonly List<IBrowserContext> _windows = [];
    private IPlaywright _playwright = null!;
    private IBrowser _browser = null!;
    private ITest? _test;

    public async ValueTask InitializeAsync()
    {
        SetDefaultExpectTimeout(30_000);
        _playwright = await Playwright.CreateAsync();
        _browser = await _playwright.Chromium.LaunchAsync(new() { ExecutablePath = FindChromium(), Args = Flags });
    }

    public async ValueTask DisposeAsync()
    {
        await _browser.DisposeAsync();
        _playwright.Dispose();
    }

    /// <summary>A window of somebody who is signed in, with storage of its own.</summary>
    internal async Task<IPage> OpenAsync(Person? person, Uri address, int width = 1280, int height = 860, float scale = 1)
    {
        await CloseOthersAsync();
        var context = await _browser.NewContextAsync(new() { BaseURL = address.ToString(), ViewportSize = new() { Width = width, Height = height }, DeviceScaleFactor = scale, BypassCSP = true });
        context.SetDefaultTimeout(20_000);
        _windows.Add(context);
        if (person is not null)
        {
            await SignInAsync(context, person);
        }

        return await context.NewPageAsync();
    }

    /// <summary>From now on this person uses the browser, with all that it keeps of whoever used it before.</summary>
    internal static async Task SignInAsync(IBrowserContext context, Person person)
    {
        await context.ClearCookiesAsync();
        await context.AddCookiesAsync(person.Cookies.GetCookies(person.Server.Address).Select(cookie => new Microsoft.Playwright.Cookie
        {
            Name = cookie.Name, Value = cookie.Value, Domain = "127.0.0.1", Path = "/", HttpOnly = true,
        }));
    }

    /// <summary>Windows of tests that are over would go on working: dozens of editors on two cores.</summary>
    private async Task CloseOthersAsync()
    {
        if (ReferenceEquals(_test, TestContext.Current.Test))
        {
            return;
        }

        _test = TestContext.Current.Test;
        foreach (var window in _windows)
        {
            await window.CloseAsync();
        }

        _windows.Clear();
    }

    private static string FindChromium() =>
        new[] { "/usr/bin/chromium-headless-shell", "/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome" }.FirstOrDefault(File.Exists)
        ?? throw new FileNotFoundException("No Chromium is installed; the test command brings it.");
}
