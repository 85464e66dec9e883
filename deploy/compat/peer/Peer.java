package peer;

import io.sluice.queue.QueueKeys;
import io.sluice.queue.RedisConnection;
import java.io.IOException;
import java.util.List;
import java.util.function.BiFunction;

/**
 * The services of one version, reduced to what they say through Redis. Both versions live in one
 * JVM, each with class loaders of its own, and are called by the name of a step, because they share
 * no type but those of the JDK.
 */
public final class Peer implements BiFunction<String, List<String>, List<String>> {
  private final RedisConnection redis;
  private final Worker worker;
  private final Admin admin;
  private final Control control;

  /**
   * @param older whether this is the older one of the two versions
   */
  public Peer(int port, boolean older) throws IOException {
    redis = new Resp(port);
    var keys = new QueueKeys("q0");
    worker = new Worker(redis, keys, older);
    admin = new Admin(redis, keys, older);
    control = new Control(redis, older);
  }

  @Override
  public List<String> apply(String step, List<String> words) {
    return switch (step) {
      case "wipe" -> wipe();
      case "forget" -> worker.forget();
      case "kinds" -> admin.kinds();
      case "open" -> admin.open();
      case "enqueue" -> admin.enqueue(words.get(0), Integer.parseInt(words.get(1)));
      case "enqueue later" -> admin.enqueueLater(words.get(0));
      case "promote" -> admin.promote();
      case "probe" -> admin.probe(words.get(0));
      case "withdraw" -> admin.withdraw(words.get(0));
      case "block" -> admin.block(words.get(0));
      case "blocked" -> admin.blocked();
      case "results" -> admin.results();
      case "logs" -> admin.logs();
      case "read an unknown kind" -> admin.unknownKind();
      case "claim" -> worker.claim(words.get(0));
      case "start" -> worker.start(words.get(0), words.get(1), words.get(2));
      case "renew" -> worker.renew(words.get(0), words.get(1));
      case "complete" -> worker.complete(words.get(0), words.get(1), words.get(2));
      case "release" -> worker.release(words.get(0), words.get(1), words.get(2));
      case "mine" -> worker.mine(words.get(0));
      case "adopt" -> worker.adopt(words.get(0));
      case "lapsed" -> worker.lapsed();
      case "reap" -> worker.reap(words);
      case "log" -> worker.log(Integer.parseInt(words.get(0)), Integer.parseInt(words.get(1)));
      case "commands" -> control.commands();
      case "news" -> control.news();
      case "order" -> control.order(words.get(0), words.get(1));
      case "recorded" -> control.recorded(words.get(0));
      case "permit" -> control.permit(words.get(0));
      case "messages" -> control.messages(words.get(0));
      case "answer" -> control.answer(words.get(0), words.get(1));
      case "ask for a bundle" -> control.askForBundle(words.get(0));
      case "acks" -> control.acks();
      case "heartbeat" -> control.heartbeat(words.get(0));
      case "goodbye" -> control.goodbye(words.get(0));
      case "registered" -> control.registered(words.get(0));
      case "write news" -> control.writeNews(words.get(0));
      case "read news" -> control.readNews(words.get(0), words.get(1));
      case "system log" -> control.systemLog();
      case "read system log" -> control.readSystemLog();
      default -> throw new IllegalArgumentException("No step " + step);
    };
  }

  private List<String> wipe() {
    redis.send("FLUSHALL", List.of());
    return List.of();
  }
}
