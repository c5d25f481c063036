namespace SdlPortal.Web.Accounts;

/// <summary>What the console says at the start about how one gets in. Not by way of the log: a code does not belong where logs are collected.</summary>
internal static class Doorkeeper
{
    public static async Task AnnounceAsync(WebApplication app, TextWriter console)
    {
        var demo = app.Services.GetRequiredService<DemoSignIn>();
        var first = await app.Services.GetRequiredService<FirstAdministrator>().AwaitAsync();
        var address = app.Urls.FirstOrDefault()?.TrimEnd('/');
        if (demo is { IsDemoLab: true, WhyNotHere: null })
            await console.WriteLineAsync($"Demo lab: sign in with one click at {address}{OpenDoors.SignIn}");
        else if (demo.IsDemoLab)
            await console.WriteLineAsync($"Demo lab without the demo sign-in: {demo.WhyNotHere}");
        if (first is not null)
            await console.WriteLineAsync($"There is no administrator yet. Open {address}{OpenDoors.First} and give this code, which is good until it is used or the program ends: {first}");
    }
}
