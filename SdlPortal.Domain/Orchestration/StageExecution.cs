using SdlPortal.Domain.Campaigns;
using SdlPortal.Domain.Stations;
using SdlPortal.Domain.Workflows;

namespace SdlPortal.Domain.Orchestration;

/// <summary>Sends one stage to its station, or takes it up again after a restart, and always comes back with an outcome.</summary>
internal static class StageExecution
{
    public static StageCommand CommandFor(Campaign campaign, StageRun run)
    {
        var experiment = campaign.Experiment(run.Experiment);
        var step = campaign.Route[run.Step];
        var from = run.Destination is null ? null : experiment.At;
        return new StageCommand(run.Command, new SampleId(campaign.Id, run.Experiment), step.Name, run.Place, run.ExpectedLabSeconds, experiment.Configuration, step.Measures, from, run.Destination);
    }

    public static Task<StageOutcome> RunAsync(RunnerSurroundings around, StageCommand command, CancellationToken abort) =>
        GuardAsync(around, command, station => station.RunAsync(command, Readings(around), abort));

    /// <summary>After a restart: what the station still knows decides; only work it never received is sent again, and under the same id.</summary>
    public static Task<StageOutcome> TakeUpAsync(RunnerSurroundings around, StageCommand command, CancellationToken abort) =>
        GuardAsync(around, command, async station => await station.RecallAsync(command, abort) switch
        {
            CommandMemory.NeverSeen => await station.RunAsync(command, Readings(around), abort),
            CommandMemory.StillRunning => await station.ReattachAsync(command, Readings(around), abort),
            CommandMemory.Ended ended => ended.Outcome,
            CommandMemory.NoMemory none => new StageOutcome.Unknown($"The portal was restarted while {command.Stage} ran, and the station cannot tell what became of it: {none.Reason}"),
            var other => throw new NotSupportedException(other.GetType().Name),
        });

    private static async Task<StageOutcome> GuardAsync(RunnerSurroundings around, StageCommand command, Func<IStation, Task<StageOutcome>> work)
    {
        if (around.Find(command.Place.Station) is not { } station)
            return new StageOutcome.Unknown($"The station {command.Place.Station} is not part of this lab any more.");
        try
        {
            return await work(station);
        }
        catch (Exception e)
        {
            // A driver reports trouble as an outcome; one that throws has lost track, and whether the work was done is not known.
            return new StageOutcome.Unknown($"The driver of {station.Description.Name} broke down ({e.GetType().Name}: {e.Message}).");
        }
    }

    private static ReadingRelay Readings(RunnerSurroundings around) => new(around.Feed);

    private sealed class ReadingRelay(LabFeed feed) : IProgress<StationReading>
    {
        public void Report(StationReading value) => feed.Publish(new LabChange.Reading(value));
    }
}
