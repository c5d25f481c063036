namespace SdlPortal.Tests.Processes;

/// <summary>Tests that run real processes or browsers, and care how long things take: they have the machine to themselves, one after the other.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public static class WholeMachine
{
    public const string Name = "Whole machine";
}
