using Microsoft.Playwright;
using SdlPortal.Domain.People;
using SdlPortal.Tests.Fakes;
using SdlPortal.Web.Accounts;

namespace SdlPortal.Tests.Browser;

/// <summary>A running Chromium whose visitors each have a window, storage and clock view of their own.</summary>
public sealed class Visitors : IAsyncDisposable
{
    private static readonly string[] Arguments =
        ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"];

    private readonly IPlaywright playwright;
    private readonly IBrowser browser;

    private Visitors(IPlaywright playwright, IBrowser browser) => (this.playwright, this.browser) = (playwright, browser);

    /// <summary>Errors that any page reported to its console, apart from those that a lost server explains.</summary>
    public List<string> Errors { get; } = [];

    public static async Task<Visitors> ArriveAsync()
    {
        // A loaded machine is slow, not wrong.
        Assertions.SetDefaultExpectTimeout(30_000);
        var playwright = await Playwright.CreateAsync();
        return new Visitors(playwright, await playwright.Chromium.LaunchAsync(new BrowserTypeLaunchOptions { ExecutablePath = Chromium.Path, Args = Arguments }));
    }

    /// <summary>A visitor with a window of their own, who signs in by the demo sign-in and then sees the address.</summary>
    /// <param name="script">Runs in the page before anything of its own.</param>
    /// <param name="who">Of Ada, Ben and Cleo; Ada where nobody is named.</param>
    public async Task<IPage> OpenAsync(string address, int width = 1440, int height = 900, string? script = null, Actor? who = null)
    {
        var page = await OpenUnknownAsync(SignInAddress(address), width, height, script);
        await page.GetByRole(AriaRole.Button, new() { Name = $"Sign in as {(who ?? People.Ada).Name}" }).ClickAsync();
        await page.WaitForURLAsync(url => !url.Contains("/accounts/", StringComparison.Ordinal));
        return page;
    }

    /// <summary>A visitor who is not signed in.</summary>
    public async Task<IPage> OpenUnknownAsync(string address, int width = 1440, int height = 900, string? script = null)
    {
        var context = await browser.NewContextAsync(new BrowserNewContextOptions { ViewportSize = new ViewportSize { Width = width, Height = height } });
        context.SetDefaultTimeout(30_000);
        var page = await context.NewPageAsync();
        page.PageError += (_, error) => Errors.Add(error);
        page.Console += (_, message) =>
        {
            if (message.Type == "error" && !message.Text.Contains("ERR_CONNECTION", StringComparison.Ordinal) && !message.Text.Contains("WebSocket", StringComparison.Ordinal))
                Errors.Add(message.Text);
        };
        if (script is not null)
            await page.AddInitScriptAsync(script);
        await page.GotoAsync(address);
        return page;
    }

    private static string SignInAddress(string address)
    {
        var asked = new Uri(address);
        return $"{asked.GetLeftPart(UriPartial.Authority)}{OpenDoors.SignIn}?returnUrl={Uri.EscapeDataString(asked.PathAndQuery)}";
    }

    public async ValueTask DisposeAsync()
    {
        await browser.DisposeAsync();
        playwright.Dispose();
    }
}
