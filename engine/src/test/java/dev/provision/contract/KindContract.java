package dev.provision.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.provision.lab.ManualTime;
import dev.provision.plan.Options;
import dev.provision.plan.Planned;
import dev.provision.plan.Planner;
import dev.provision.plan.Planning;
import dev.provision.plan.Step;
import dev.provision.plan.Work;
import dev.provision.run.Cancellation;
import dev.provision.run.Outcome;
import dev.provision.run.Result;
import dev.provision.run.Runner;
import dev.provision.run.Settings;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What every managed kind promises; a kind's test gives a bench for it. */
public abstract class KindContract<R, W> {
  private Bench<R, W> bench;

  /** A new world each time. */
  protected abstract Bench<R, W> newBench();

  @BeforeEach
  void setUp() {
    bench = newBench();
  }

  private Planned<R, W> plan(Work<?, R, W> work, Options options) throws Exception {
    Planning<R, W> planning = Planner.plan(work, bench.session(), options);
    return planning
        .planned()
        .orElseThrow(() -> new AssertionError(planning.diagnostics().toString()));
  }

  private Result apply(Work<?, R, W> work, Options options) throws Exception {
    Result result =
        new Runner(Settings.DEFAULT.withParallelism(1), new ManualTime(), "contract")
            .run(plan(work, options), bench.session(), event -> {}, new Cancellation());
    assertThat(result.outcomes().values()).allMatch(Outcome::isGood);
    return result;
  }

  @Test
  void planningWritesNothing() throws Exception {
    assertThat(plan(bench.declared(), Options.DEFAULT).plan().hasChanges()).isTrue();
    assertThat(bench.writes()).isZero();
  }

  @Test
  void afterApplyNothingDiffers() throws Exception {
    apply(bench.declared(), Options.DEFAULT);
    assertThat(plan(bench.declared(), Options.DEFAULT).plan().steps())
        .noneMatch(Step::isWork)
        .allMatch(s -> s.changes().isEmpty());
  }

  @Test
  void aSecondApplyWritesNothing() throws Exception {
    apply(bench.declared(), Options.DEFAULT);
    int before = bench.writes();
    apply(bench.declared(), Options.DEFAULT);
    assertThat(bench.writes()).isEqualTo(before);
  }

  @Test
  void aLostReplyDoesNotWriteTwice() throws Exception {
    apply(bench.declared(), Options.DEFAULT);
    int clean = bench.writes();
    bench = newBench();
    bench.loseNextReply();
    apply(bench.declared(), Options.DEFAULT);
    assertThat(bench.writes()).isEqualTo(clean);
  }

  @Test
  void isAbsentAfterItWasDeleted() throws Exception {
    apply(bench.declared(), Options.DEFAULT);
    apply(bench.absent(), Options.DEFAULT);
    assertThat(plan(bench.absent(), Options.DEFAULT).plan().hasChanges()).isFalse();
  }

  @Test
  void leavesNothingOwnedAfterDestroy() throws Exception {
    apply(bench.declared(), Options.DEFAULT);
    apply(bench.declared(), Options.DEFAULT.withDestroy());
    assertThat(plan(bench.declared(), Options.DEFAULT.withDestroy()).plan().hasChanges()).isFalse();
  }
}
