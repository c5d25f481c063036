using SdlPortal.Domain.SearchSpaces;
using SdlPortal.Domain.Stations;

namespace SdlPortal.Tests.Fakes;

/// <summary>
/// A station that takes exactly the expected time and measures the sum of the numeric values of the recipe, unless a script says otherwise.
/// It counts executions by command id, so that a test can see that nothing ran twice.
/// </summary>
internal sealed class ScriptedStation(StationDescription description, TimeProvider time) : IStation
{
    private readonly Dictionary<string, CommandMemory> memory = [];
    private readonly Dictionary<string, Task<StageOutcome>> running = [];
    private StationState state = StationState.Ready;

    public StationDescription Description => description;

    public StationState State
    {
        get => state;
        set
        {
            state = value;
            StateChanged?.Invoke(this);
        }
    }

    public event Action<IStation>? StateChanged;

    /// <summary>Replaces the outcome of a command; null leaves it as it is.</summary>
    public Func<StageCommand, StageOutcome?> Script { get; set; } = _ => null;

    public Func<StageCommand, double> Seconds { get; set; } = c => c.LabSeconds;

    public Dictionary<string, int> Executions { get; } = [];

    /// <summary>What the station answers when asked after a restart, whatever it really knows.</summary>
    public CommandMemory? RecallAnswer { get; set; }

    public Task<StageOutcome> RunAsync(StageCommand command, IProgress<StationReading> readings, CancellationToken abort) =>
        running[command.Id] = ExecuteAsync(command, abort);

    private async Task<StageOutcome> ExecuteAsync(StageCommand command, CancellationToken abort)
    {
        Executions[command.Id] = Executions.GetValueOrDefault(command.Id) + 1;
        memory[command.Id] = new CommandMemory.StillRunning();
        try
        {
            await Task.Delay(TimeSpan.FromSeconds(Seconds(command) / description.TimeScale), time, abort);
        }
        catch (OperationCanceledException)
        {
            var aborted = new StageOutcome.Failed(StageFault.Aborted, "aborted on request");
            memory[command.Id] = new CommandMemory.Ended(aborted);
            return aborted;
        }

        var sum = command.Recipe.Where(v => v.Value.IsNumber).Sum(v => v.Value.Number);
        var outcome = Script(command) ?? new StageOutcome.Finished(command.Measures.Select(m => new MeasuredValue(m, sum)).ToEquatableList());
        memory[command.Id] = new CommandMemory.Ended(outcome);
        return outcome;
    }

    public Task<CommandMemory> RecallAsync(StageCommand command, CancellationToken cancellationToken) =>
        Task.FromResult(RecallAnswer ?? memory.GetValueOrDefault(command.Id, new CommandMemory.NeverSeen()));

    public Task<StageOutcome> ReattachAsync(StageCommand command, IProgress<StationReading> readings, CancellationToken abort) =>
        running[command.Id];
}
