const zh = {
  requester_only: {
    title: '只有提出人可以',
    detail: '只有 {{requester}} 能 {{verb}}；其离职后由其部门负责人代行。请联系提出人。',
  },
};

const en: typeof zh = {
  requester_only: {
    title: 'Only whoever asked for it',
    detail:
      'Only {{requester}} may {{verb}}; the head of their department does once they left. Ask them.',
  },
};

/** Refusals of asks, meetings and actions. */
export const promiseErrorTexts = { zh, en };
