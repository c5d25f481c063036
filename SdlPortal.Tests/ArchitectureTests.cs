using System.Reflection;
using SdlPortal.Domain.Campaigns;
using SdlPortal.Hardware;
using SdlPortal.Web.Cli;

namespace SdlPortal.Tests;

/// <summary>The direction of the house: Web -> Hardware -> Domain, and who may know what.</summary>
public sealed class ArchitectureTests
{
    private static readonly Assembly Domain = typeof(Campaign).Assembly;
    private static readonly Assembly Hardware = typeof(HardwareRegistration).Assembly;
    private static readonly Assembly Web = typeof(PortalCli).Assembly;

    /// <summary>Written in two halves, so that this file does not name them.</summary>
    private static readonly string[] Chance = ["Config." + "Quick", "Check" + "ThrowOnFailure", "new " + "Random()", "Random." + "Shared"];

    [Fact]
    public void Domain_knows_neither_the_database_nor_the_web_nor_the_hardware() =>
        Assert.DoesNotContain(References(Domain), name => name.StartsWith("Microsoft.EntityFrameworkCore", StringComparison.Ordinal)
            || name.StartsWith("Microsoft.AspNetCore", StringComparison.Ordinal) || name.StartsWith("Microsoft.Extensions", StringComparison.Ordinal) || name.StartsWith("SdlPortal", StringComparison.Ordinal));

    [Fact]
    public void Hardware_knows_the_domain_but_neither_the_web_nor_the_database() =>
        Assert.Equal(["SdlPortal.Domain"], References(Hardware).Where(name => name.StartsWith("SdlPortal", StringComparison.Ordinal) || name.StartsWith("Microsoft.EntityFrameworkCore", StringComparison.Ordinal) || name.StartsWith("Microsoft.AspNetCore", StringComparison.Ordinal)));

    [Fact]
    public void In_the_web_only_the_composition_root_and_the_headless_run_name_the_hardware()
    {
        var files = Directory.EnumerateFiles(Fakes.Repository.File("SdlPortal.Web"), "*.*", SearchOption.AllDirectories)
            .Where(f => f.EndsWith(".cs", StringComparison.Ordinal) || f.EndsWith(".razor", StringComparison.Ordinal))
            .Where(f => !f.Contains($"{Path.DirectorySeparatorChar}obj{Path.DirectorySeparatorChar}", StringComparison.Ordinal))
            .Where(f => File.ReadAllText(f).Contains("SdlPortal.Hardware", StringComparison.Ordinal))
            .Select(Path.GetFileName);

        Assert.Equal(["HeadlessRun.cs", "Portal.cs", "Program.cs"], files.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Every_property_test_draws_the_same_cases_at_every_run() =>
        Assert.Equal(["Cases.cs"], Directory.EnumerateFiles(Fakes.Repository.File("SdlPortal.Tests"), "*.cs", SearchOption.AllDirectories)
            .Where(f => Chance.Any(File.ReadAllText(f).Contains))
            .Select(Path.GetFileName));

    [Fact]
    public void Stored_rows_stay_private_to_persistence() =>
        Assert.DoesNotContain(Web.GetExportedTypes(), t => t.Name.EndsWith("Row", StringComparison.Ordinal) && t.Namespace == "SdlPortal.Web.Persistence");

    [Theory]
    [InlineData("SdlPortal.Domain.Numerics", "SdlPortal.Domain")]
    [InlineData("SdlPortal.Domain.SearchSpaces", "SdlPortal.Domain.SearchSpaces,SdlPortal.Domain.Numerics")]
    public void The_lower_layers_know_nothing_of_campaigns(string layer, string allowed)
    {
        var folder = Fakes.Repository.File("SdlPortal.Domain", layer["SdlPortal.Domain.".Length..]);
        var uses = Directory.EnumerateFiles(folder, "*.cs").SelectMany(File.ReadLines)
            .Where(line => line.StartsWith("using SdlPortal.", StringComparison.Ordinal))
            .Select(line => line["using ".Length..].TrimEnd(';'));

        Assert.All(uses, use => Assert.Contains(use, allowed.Split(',')));
    }

    private static IEnumerable<string> References(Assembly assembly) => assembly.GetReferencedAssemblies().Select(a => a.Name!);
}
