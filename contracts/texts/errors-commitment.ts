const zh = {
  access_needed: {
    title: '需要申请权限',
    detail:
      '查看承诺需要权限 {{permission}}。请提交限时权限申请：POST /api/v1/access-requests {"what":"{{what}}","reason":"…","days":7}，批准后即可查看。',
  },
};

const en: typeof zh = {
  access_needed: {
    title: 'Access has to be asked for',
    detail:
      'Seeing commitments needs the permission {{permission}}. Ask for it for a time: POST /api/v1/access-requests {"what":"{{what}}","reason":"…","days":7}; once approved, look again.',
  },
};

/** Refusals of commitments, gaps and access requests. */
export const commitmentErrorTexts = { zh, en };
