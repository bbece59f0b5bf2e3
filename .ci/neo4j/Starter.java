/** Starts Neo4j Community of the calendar line, which has no entry point of its own among its Maven artifacts. */
public class Starter {
    public static void main(String[] arguments) throws Exception {
        // by name, so that a compiler older than the jars will do
        Object community = Class.forName("org.neo4j.server.CommunityBootstrapper").getDeclaredConstructor().newInstance();
        Class<?> bootstrapper = Class.forName("org.neo4j.server.Bootstrapper");
        Class<?> starter = Class.forName("org.neo4j.server.NeoBootstrapper");
        Object result = starter.getMethod("start", bootstrapper, String[].class).invoke(null, community, arguments);
        if (!result.equals(0)) {
            System.exit((Integer) result);
        }
    }
}
