package dev.provision.cli;

import dev.provision.cli.text.DocPages;
import dev.provision.cli.text.Topics;
import dev.provision.declare.Catalog;
import dev.provision.diagnostic.DidYouMean;
import dev.provision.report.ExitCode;
import dev.provision.spi.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** {@code provision doc}: the reference, from the records that are the schema. */
final class DocCommand implements Command {
  @Override
  public String name() {
    return "doc";
  }

  @Override
  public String arguments() {
    return "[KIND|TOPIC]";
  }

  @Override
  public String summary() {
    return "Print the reference of the language, of one kind, or of a topic.";
  }

  @Override
  public String example() {
    return "provision doc instances";
  }

  @Override
  public org.apache.commons.cli.Options options() {
    return CommonOptions.format(CommonOptions.none(), "text or json");
  }

  @Override
  public ExitCode run(Invocation invocation) throws UsageException {
    List<String> arguments = invocation.arguments(0, 1, "a kind or a topic");
    boolean json = invocation.format("text", "json").equals("json");
    Catalog catalog = new Catalog(invocation.world().provider().get());
    DocPages pages = new DocPages(catalog);
    if (arguments.isEmpty()) {
      invocation.console().out().print(json ? pages.allJson() : pages.overview());
      return ExitCode.OK;
    }
    String word = arguments.get(0);
    if (word.equals(catalog.provider().section())) {
      invocation.console().out().print(json ? pages.connectionJson() : pages.connection());
      return ExitCode.OK;
    }
    Optional<String> topic = Topics.text(word);
    if (topic.isPresent()) {
      invocation.console().out().print(json ? DocPages.topicJson(word, topic.get()) : topic.get());
      return ExitCode.OK;
    }
    Optional<Kind<?, ?, ?>> kind = catalog.named(word);
    if (kind.isEmpty()) {
      List<String> words = new ArrayList<>(catalog.sections());
      words.addAll(Topics.names());
      throw new UsageException("unknown kind `" + word + "`" + DidYouMean.suffix(word, words));
    }
    invocation.console().out().print(json ? pages.json(kind.get()) : pages.text(kind.get()));
    return ExitCode.OK;
  }
}
