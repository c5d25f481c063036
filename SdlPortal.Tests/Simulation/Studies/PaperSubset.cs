using SdlPortal.Domain.Simulation.Studies;
using SdlPortal.Tests.Fakes;
using SdlPortal.Tests.Processes;

namespace SdlPortal.Tests.Simulation.Studies;

/// <summary>15 of the paper's 35 problems at a delay and 6 of its 30 repetitions: half a minute of both processors.</summary>
public sealed class PaperSubset : IAsyncLifetime
{
    private readonly TemporaryFolder folder = new();

    public static StudyPlan Plan { get; } = StudyPresets.Paper with
    {
        Problems = [.. StudyPresets.Paper.Problems.Where(p => p.Dimensions != 5)],
        Delays = [0, 3, 7],
        Repetitions = 6,
    };

    public StudySummary Summary { get; private set; } = new(Plan, [], []);

    public async Task InitializeAsync() => Summary = await SmallStudies.RunAsync(folder.Path, Plan, Environment.ProcessorCount);

    public Task DisposeAsync()
    {
        folder.Dispose();
        return Task.CompletedTask;
    }
}
