using Microsoft.Playwright;

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

    /// <param name="script">Runs in the page before anything of its own.</param>
    public async Task<IPage> OpenAsync(string address, int width = 1440, int height = 900, string? script = null)
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

    public async ValueTask DisposeAsync()
    {
        await browser.DisposeAsync();
        playwright.Dispose();
    }
}
