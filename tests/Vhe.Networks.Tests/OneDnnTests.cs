using System.Runtime.Intrinsics.X86;
using NUnit.Framework;

namespace Vhe.Networks.Tests;

public class OneDnnTests
{
    [TestCase(true, null, true)]
    [TestCase(true, "", true)]
    [TestCase(true, "ALL", false)]
    [TestCase(false, null, false)]
    public void It_is_held_to_AVX2_on_a_processor_with_more_unless_the_user_chose(bool hasAvx512, string? chosen, bool limited) =>
        Assert.That(OneDnn.Decide(hasAvx512, chosen), Is.EqualTo(limited));

    [Test]
    public void A_processor_without_AVX_512_is_left_alone()
    {
        Assume.That(Avx512F.IsSupported, Is.False);
        Assert.That(OneDnn.IsLimited, Is.False);
    }

    [Test]
    public void BFloat16_is_not_the_choice_where_it_is_held() =>
        Assert.That(OneDnn.IsLimited && BFloat16Support.IsFast, Is.False);
}
