using PaperExperiments.OneDimensional;
using PaperExperiments.Tightened;

namespace PaperExperiments.Tests.Tightened;

/// <summary>What the samplers tell of D, and how they draw it from a learned q'.</summary>
internal sealed class LearnedSubsamplingSamplerTests : TensorFixture
{
    [Test]
    public void A_batch_of_numbers_says_which_elements_D_is()
    {
        var data = ElementClasses.Draw(ElementFamily.All[0], classes: 5, elements: 7, seed: 1);

        var groups = new ElementSampler(data, Objective.Vhe, support: 3, targets: 4, seed: 2).Draw(3, CPU).Classes;

        var (classes, elements) = Numbers(groups);
        var expected = elements.Select((element, i) => data.Values[(int)classes[i / 3]][element]);
        Assert.That(groups.Support.Values(), Is.EqualTo(expected));
    }

    [Test]
    public void With_a_learned_q_prime_D_follows_it_and_x_is_any_element()
    {
        var q = Preferring(element: 3, [6, 6]);
        float[] values = [0, 1, 2, 3, 4, 5];
        var numbers = new ElementSampler(new ElementClasses([values, values]), Objective.Vhe, 2, 6, seed: 1, subsampling: q);

        for (var step = 0; step < 10; step++)
        {
            var number = numbers.Draw(step, CPU);
            Assert.That(Numbers(number.Classes).Elements.Where((_, i) => i % 2 == 0), Is.All.EqualTo(3));
            Assert.That(number.Targets.Values()[..6].Order(), Is.EqualTo(values));
        }
    }

    [Test]
    public void A_q_prime_of_other_classes_is_refused()
    {
        var q = new LearnedSubsampling([6, 6]);

        Assert.That(
            () => new ElementSampler(new ElementClasses([[1, 2, 3, 4, 5, 6], [1, 2, 3, 4, 5, 6]]), Objective.Vhe, 1, 1, seed: 1, subsampling: new([6, 7])),
            Throws.ArgumentException.With.Message.Contains("7 elements in class 1; there are 6"));
        Assert.That(
            () => new ElementSampler(new ElementClasses([[1, 2, 3]]), Objective.Vhe, 1, 1, seed: 1, subsampling: q),
            Throws.ArgumentException.With.Message.Contains("2 classes; there are 1"));
    }

    private static (long[] Classes, long[] Elements) Numbers(Groups groups)
        => (groups.Class!.data<long>().ToArray(), ((SubsetGroups)groups).Elements.data<long>().ToArray());

    private static LearnedSubsampling Preferring(int element, int[] sizes)
    {
        using var untracked = no_grad();
        var q = new LearnedSubsampling(sizes);
        q.parameters().Single().narrow(1, element, 1).FillInPlace(50);
        return q;
    }
}
