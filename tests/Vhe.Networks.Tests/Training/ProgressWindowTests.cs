namespace Vhe.Networks.Tests.Training;

public class ProgressWindowTests
{
    [Test]
    public void It_reports_means_since_the_report_before()
    {
        var window = new ProgressWindow(["c", "t"]);
        window.Add(new TrainingStep.Measures(-10, -8, [4, 2], 1, 32) { LogClassProbability = -0.5 });
        window.Add(new TrainingStep.Measures(-20, -12, [8, 4], 3, 32) { LogClassProbability = -1.5 });

        var report = window.Report(7, 0.25, TimeSpan.FromSeconds(30), new TrainingStep.Settings(0.01, 0.5), rollBacks: 2);

        Assert.That(report.Elbo, Is.EqualTo(-15));
        Assert.That(report.Reconstruction, Is.EqualTo(-10));
        Assert.That(report.Kl, Is.EquivalentTo(new Dictionary<string, double>(StringComparer.Ordinal) { ["c"] = 6, ["t"] = 3 }));
        Assert.That(report.GradientNorm, Is.EqualTo(2));
        Assert.That(report.LogClassProbability, Is.EqualTo(-1));
        Assert.That(report.Remaining, Is.EqualTo(TimeSpan.FromSeconds(90)), "three times what is done");
        Assert.That(report.ImagesPerSecond, Is.Positive);
        Assert.That(
            (report.Step, report.Fraction, report.KlWeight, report.LearningRate, report.RollBacks),
            Is.EqualTo((7L, 0.25, 0.5, 0.01, 2)));
    }

    [Test]
    public void It_starts_anew_after_a_report()
    {
        var window = new ProgressWindow(["c"]);
        Assert.That(window.IsEmpty, Is.True);
        window.Add(new TrainingStep.Measures(-10, -8, [4], 1, 32));
        Report(window);
        Assert.That(window.IsEmpty, Is.True);
        window.Add(new TrainingStep.Measures(-2, -1, [1], 1, 32));

        var report = Report(window);

        Assert.That((report.Elbo, report.Reconstruction, report.Kl["c"]), Is.EqualTo((-2.0, -1.0, 1.0)));
        Assert.That(report.LogClassProbability, Is.Null, "these steps had no such term");
    }

    [Test]
    public void Nothing_done_yet_leaves_no_time_to_tell()
    {
        var window = new ProgressWindow([]);
        window.Add(new TrainingStep.Measures(-10, -8, [], 1, 32));

        Assert.That(window.Report(0, 0, TimeSpan.FromSeconds(1), default, 0).Remaining, Is.EqualTo(TimeSpan.Zero));
    }

    private static TrainingProgress Report(ProgressWindow window) => window.Report(1, 0.5, TimeSpan.FromSeconds(1), default, 0);

    [Test]
    public void A_report_is_a_line_that_a_person_can_read()
    {
        var kl = new Dictionary<string, double>(StringComparer.Ordinal) { ["c"] = 210.444, ["t"] = 9.83 };
        var report = new TrainingProgress(
            1200, 0.4, TimeSpan.FromSeconds(60), TimeSpan.FromSeconds(89.7), 410.2, -85.312, -62.1, kl, 1, 1e-3, 5, 0);

        Assert.That(
            report.ToString(),
            Is.EqualTo("step 1200, 40 %, 00:01:30 left: ELBO -85.31, reconstruction -62.10, KL(c) 210.44, KL(t) 9.83, 410 images/s"));
        Assert.That((report with { LogClassProbability = -0.5 }).ToString(), Does.Contain("KL(t) 9.83, own class -0.5000, 410"));
    }
}
