namespace SdlPortal.Domain.Simulation.Advising;

/// <summary>
/// Answers how parallel a campaign should run, and with which strategy, by simulating every choice on the lab's stations. Pure: the same question gives the same sequence of
/// advice, whatever the number of threads (docs/advise.md).
/// </summary>
public static class Advisor
{
    /// <summary>
    /// An advice that grows: one after each round of repetitions, the first after few seconds, each later one with narrower intervals; it ends after
    /// <see cref="AdviceQuestion.MostRepetitions"/>, or when the token is canceled: the last advice is then the answer, and the round at work is lost. How long to go on is the
    /// caller's decision: just stop asking. The work happens while the next advice is being asked for.
    /// </summary>
    /// <param name="threads">How many campaigns are simulated at once.</param>
    /// <param name="progress">Told from any thread about the round at work.</param>
    /// <exception cref="AdviceRefusedException">The question cannot be answered; thrown at once, all reasons together.</exception>
    public static IEnumerable<Advice> Advise(AdviceQuestion question, int threads, IProgress<AdviceProgress>? progress = null, CancellationToken cancellationToken = default) =>
        Rounds(question, new AdvicePlan(question), threads, progress, cancellationToken);

    private static IEnumerable<Advice> Rounds(AdviceQuestion question, AdvicePlan plan, int threads, IProgress<AdviceProgress>? progress, CancellationToken cancellationToken)
    {
        var rounds = new AdviceRounds(question, plan);
        for (var round = 1; rounds.Repetitions < question.MostRepetitions; round++)
        {
            Advice advice;
            try
            {
                advice = rounds.Next(round, threads, progress, cancellationToken);
            }
            catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
            {
                yield break;
            }

            yield return advice;
        }
    }
}
