using System.Globalization;
using FsCheck;
using Microsoft.FSharp.Core;

namespace SdlPortal.Tests.Fakes;

/// <summary>
/// How property tests draw: the same cases at every run, so that what is red stays red until its cause is found. With the environment variable
/// <c>SDLPORTAL_CASES</c> set to a whole number they draw others, which is how to go looking for cases nobody thought of.
/// </summary>
internal static class Cases
{
    private static readonly ulong Seed = ulong.Parse(Environment.GetEnvironmentVariable("SDLPORTAL_CASES") ?? "1", CultureInfo.InvariantCulture);

    public static Config Drawn(int count) =>
        Config.QuickThrowOnFailure.WithMaxTest(count).WithReplay(FSharpOption<Replay>.Some(new Replay(new Rnd(Seed), null)));
}
